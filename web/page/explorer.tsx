/** The outcomes explorer of analysts: who agreed to what, with whom, in which role; as table and as picture, and taken along. */
import { useInfiniteQuery } from '@tanstack/preact-query';
import { useEffect, useMemo, useState } from 'preact/hooks';
import type { ReplyAt } from '../../shared/contract/reading-client.ts';
import { addressOf } from '../address.ts';
import type { Row } from '../explorer/column.ts';
import { Filters, fieldLabels } from '../explorer/filters.tsx';
import { Picture } from '../explorer/picture.tsx';
import { changed, type ExplorerQuery, explorerQuery } from '../explorer/query.ts';
import { OutcomeTable } from '../explorer/table.tsx';
import type { MessageKey } from '../messages/catalogue.ts';
import type { Page } from '../page.ts';
import { FaultSummary } from '../part/form.tsx';
import type { Names } from '../part/name.tsx';
import { RefusedLine } from '../part/read.tsx';
import { wordsOf } from '../part/text.tsx';
import type { Ask } from '../reading.ts';
import { type ListDoor, listDoorOf, refusalIn, useAsk } from '../sign-in/door.ts';
import { ForSignedIn } from '../sign-in/for-signed-in.tsx';
import { useSignedIn } from '../sign-in/signed-in.ts';
import { stayAt } from '../sign-in/stay.ts';
import { useSite, useTitle } from '../site.ts';

type Asked = ReplyAt<'analyst', '/outcomes' | '/parties/:id/outcomes'>;

/** A page of the answer, after the one before; the first after none. */
const pageOf = async (ask: Ask<ListDoor>, { party, asked, ofParty }: ExplorerQuery, cursor: string): Promise<Asked> => {
  const page = { ...asked, cursor: cursor || undefined, limit: 100 };
  return party === undefined
    ? ask('/outcomes', page).queryFn()
    : ask('/parties/:id/outcomes', { ...page, ...ofParty, id: party }).queryFn();
};

/** All that was loaded of an answer, and the way to the rest of it. */
const useRows = (door: ListDoor, of: ExplorerQuery) => {
  const ask = useAsk(door);
  const { party, asked, ofParty } = of;
  const { data, error, hasNextPage, isFetching, fetchNextPage } = useInfiniteQuery({
    queryKey: [door, 'explorer', party, asked, ofParty],
    queryFn: ({ pageParam }) => pageOf(ask, of, pageParam),
    initialPageParam: '',
    getNextPageParam: ({ next }) => next,
    // What is looked at does not change under the eyes.
    refetchOnWindowFocus: false,
  });
  const rows = useMemo((): readonly Row[] => data?.pages.flatMap(({ items }): Row[] => items) ?? [], [data]);
  const names = useMemo(
    (): Names => ({
      parties: Object.assign({}, ...(data?.pages ?? []).map(({ included }) => included.parties)),
      processes: Object.assign({}, ...(data?.pages ?? []).map(({ included }) => included.processes)),
      rounds: Object.assign({}, ...(data?.pages ?? []).map(({ included }) => included.rounds)),
    }),
    [data],
  );
  return { isThere: data !== undefined, error, rows, names, hasMore: hasNextPage, isFetching, more: fetchNextPage };
};

/** How much there is, and what is still to come: what is ordered, drawn and saved is what was loaded. */
const Loaded = ({ of: { rows, hasMore, isFetching, more } }: { of: ReturnType<typeof useRows> }) => {
  const { say } = useSite();
  const [isAll, setAll] = useState(false);
  useEffect(() => {
    if (isAll && hasMore && !isFetching) void more();
  }, [isAll, hasMore, isFetching, more]);
  return (
    <>
      <p class="govuk-body" role="status">
        {say('explorer.count', { count: rows.length })} {say(hasMore ? 'explorer.part' : 'explorer.whole')}
      </p>
      {hasMore && (
        <div class="govuk-button-group">
          <button
            type="button"
            class="govuk-button govuk-button--secondary"
            disabled={isFetching}
            onClick={() => void more()}
          >
            {say('explorer.more')}
          </button>
          <button
            type="button"
            class="govuk-button govuk-button--secondary"
            disabled={isAll}
            onClick={() => setAll(true)}
          >
            {say('explorer.rest')}
          </button>
        </div>
      )}
    </>
  );
};

/** The answer as table or as picture, whichever the address has. */
const Answer = ({ door, of }: { door: ListDoor; of: ExplorerQuery }) => {
  const { say, term, dates, language, place, today } = useSite();
  const found = useRows(door, of);
  const { rows, names, error } = found;
  const speaker = useMemo(() => ({ say, term, dates, language, names }), [say, term, dates, language, names]);
  if (error) return <RefusedLine of={refusalIn(error)} />;
  if (!found.isThere) {
    return (
      <p class="govuk-body" role="status">
        {say('list.asked')}
      </p>
    );
  }
  const name = of.party === undefined ? '' : wordsOf(names.parties[of.party]?.name, language) || of.party;
  const caption = name === '' ? say('explorer.all') : say('explorer.of', { party: name });
  const file = ['outcomes', ...(of.party === undefined ? [] : [of.party]), today].join('-');
  const Shape = of.isPicture ? Picture : OutcomeTable;
  return (
    <>
      <Loaded of={found} />
      <fieldset class="govuk-fieldset app-states" id="as" tabIndex={-1}>
        <legend class="govuk-visually-hidden">{say('explorer.shapes')}</legend>
        {([undefined, 'picture'] as const).map((as) => (
          <button
            key={as}
            type="button"
            class="app-link-button"
            aria-pressed={of.isPicture === (as === 'picture')}
            onClick={() => stayAt(addressOf(language, 'explorer', '', changed(place.query, { as })))}
          >
            {say(as === 'picture' ? 'explorer.picture' : 'explorer.table')}
          </button>
        ))}
      </fieldset>
      {rows.length > 0 ? (
        <Shape of={of} rows={rows} speaker={speaker} caption={caption} file={file} />
      ) : (
        <p class="govuk-body">{say(found.hasMore ? 'timeline.none-yet' : 'timeline.none')}</p>
      )}
    </>
  );
};

const shapeLabels = {
  column: 'explorer.columns',
  sort: 'timeline.order',
  as: 'explorer.shapes',
  by: 'explorer.by',
} as const satisfies Record<string, MessageKey>;
const labels = { ...fieldLabels, ...shapeLabels };
const isField = (name: string): boolean => Object.hasOwn(fieldLabels, name);

const Desk = ({ door }: { door: ListDoor }) => {
  const { say, place } = useSite();
  const query = explorerQuery(place.query);
  const textOf = (fault: keyof typeof labels): string => {
    const field = say(labels[fault]);
    const isAlone = !place.query.get('party') && (fault === 'with' || fault === 'role' || fault === 'position');
    if (isAlone) return say('explorer.needs-party', { field });
    if (fault === 'party' || fault === 'with') return say('explorer.nobody', { field });
    return say(fault === 'from' || fault === 'to' ? 'form.date' : 'form.unknown', { field });
  };
  const faultOf = (fault: keyof typeof labels) => (query.faults.includes(fault) ? textOf(fault) : undefined);
  return (
    <>
      <FaultSummary faults={query.faults.map((fault) => ({ name: fault, text: textOf(fault) }))} />
      <Filters door={door} faultOf={faultOf} />
      {!query.faults.some(isField) && (
        <Answer key={JSON.stringify([query.party, query.asked, query.ofParty])} door={door} of={query} />
      )}
      <p class="govuk-body">{say('explorer.share')}</p>
    </>
  );
};

const Explorer = () => {
  const { say } = useSite();
  const signedIn = useSignedIn();
  useTitle(say('explorer.title'));
  return (
    <>
      <h1 class="govuk-heading-l">{say('explorer.title')}</h1>
      <p class="govuk-body-l">{say('explorer.lead')}</p>
      <ForSignedIn groups={['analyst', 'staff', 'cleared']}>
        {() => signedIn && <Desk door={listDoorOf(signedIn)} />}
      </ForSignedIn>
    </>
  );
};

export const explorer: Page = { needs: () => [], View: Explorer };
