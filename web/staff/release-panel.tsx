/** Where a record stands on its way to the public, what its release still needs, and the acts that are open to whoever is here. */
import { useQueryClient } from '@tanstack/preact-query';
import { useEffect, useId, useRef, useState } from 'preact/hooks';
import type { Answer, Refused } from '../../shared/contract/client.ts';
import type { StaffRecord } from '../../shared/contract/staff-client.ts';
import { type RecordType, splitRef } from '../../shared/domain/record-type.ts';
import type { Dates } from '../date.ts';
import { RefusedLine } from '../part/read.tsx';
import { Unnamed } from '../part/unnamed.tsx';
import { useStaff } from '../sign-in/door.ts';
import { useSignedIn } from '../sign-in/signed-in.ts';
import { useSite } from '../site.ts';
import { LookingUp } from './look-up.tsx';

const forms = ['full', 'summary', 'existence'] as const;
type Form = (typeof forms)[number];

/** What an act came to: done, or refused, of the record or of some that go with it. */
type Outcome =
  | { readonly is: 'idle' | 'acting' | 'done' }
  | { readonly is: 'refused'; readonly refused: Refused }
  | { readonly is: 'partly'; readonly refused: readonly { readonly record: string; readonly why: string }[] };

/** An instant in the time of this browser, in which its field is written as well. */
const localIn = ({ word }: Dates, instant: string): string => {
  const at = new Date(instant);
  const two = (number: number): string => String(number).padStart(2, '0');
  const day = [at.getFullYear(), two(at.getMonth() + 1), two(at.getDate())].join('-');
  return `${word(day)}, ${two(at.getHours())}:${two(at.getMinutes())}`;
};

/** What the public has of it: under an embargo nothing, until its time. */
const Public = ({ of: { public: state, released } }: { of: StaffRecord<RecordType>['release'] }) => {
  const { say, dates } = useSite();
  if (state !== 'released' || !released) return say(`release.${state === 'retracted' ? 'retracted' : 'none'}`);
  const { at, embargoUntil } = released;
  const form = say(`form.${released.form}`);
  if (embargoUntil === undefined || Date.parse(embargoUntil) <= Date.now()) {
    return say('release.released', { form, date: dates.word(at.slice(0, 10)) });
  }
  return say('release.embargoed', { form, until: localIn(dates, embargoUntil) });
};

const State = ({ of: { release } }: { of: StaffRecord<RecordType> }) => {
  const { say } = useSite();
  const { proposed } = release;
  return (
    <ul class="govuk-list">
      <li>
        {release.draft === 'proposed'
          ? say('release.proposed-by', { name: proposed?.by ?? '' })
          : say('release.internal')}
      </li>
      <li>
        <Public of={release} />
      </li>
      {release.missing.map((name) => (
        <li key={name}>
          <strong>{say('release.needs')}</strong> <Needed of={name} />
        </li>
      ))}
    </ul>
  );
};

/** A record that goes with another: its type, and what it is called. */
const Along = ({ of }: { of: string }) => {
  const { term } = useSite();
  const found = splitRef(of);
  if (!found || found.type === 'caseload') return of;
  return (
    <>
      {term('record', found.type)} «<Unnamed types={[found.type]} id={found.id} />»
    </>
  );
};

const Needed = ({ of: name }: { of: string }) => {
  const { term } = useSite();
  return <>{term('problem', name)}</>;
};

/** A local time of this browser, as a form has it, with its offset: what the door takes. */
const instantOf = (local: string): string | undefined => (local === '' ? undefined : new Date(local).toISOString());

export const ReleasePanel = ({
  type,
  id,
  record,
}: {
  type: RecordType;
  id: string;
  record: StaffRecord<RecordType>;
}) => {
  const { say } = useSite();
  const staff = useStaff();
  const cache = useQueryClient();
  const signedIn = useSignedIn();
  const [outcome, setOutcome] = useState<Outcome>({ is: 'idle' });
  const [form, setForm] = useState<Form>('full');
  const [embargo, setEmbargo] = useState('');
  const field = useId();
  const said = useRef<HTMLDivElement>(null);
  // What was pressed is disabled meanwhile, or gone.
  useEffect(() => {
    if (outcome.is !== 'idle' && outcome.is !== 'acting') said.current?.focus();
  }, [outcome]);
  const isReleaser = signedIn?.groups.includes('releaser') ?? false;
  const { release, version } = record;
  const settle = async (next: Outcome): Promise<void> => {
    setOutcome(next);
    await cache.invalidateQueries({ queryKey: ['staff'] });
  };
  const act = async (asked: Promise<Answer<unknown>>): Promise<void> => {
    setOutcome({ is: 'acting' });
    const answer = await asked;
    await settle(answer.ok ? { is: 'done' } : { is: 'refused', refused: answer });
  };
  const embargoUntil = instantOf(embargo);
  const releasing = { public: 'released', form, ...(embargoUntil !== undefined && { embargoUntil }) } as const;
  const proposing = { draft: 'proposed' } as const;
  /** A round goes with its documents and outcomes: a verdict on each. */
  const bundle = async (body: typeof releasing | typeof proposing): Promise<void> => {
    setOutcome({ is: 'acting' });
    const refused: { record: string; why: string }[] = [];
    for await (const page of staff.bundle({ ...body, worklist: { round: id } })) {
      if (!page.ok) return settle({ is: 'refused', refused: page });
      for (const { record: of, verdict, problem, detail } of page.reply.items) {
        if (verdict !== 'done' && verdict !== 'unchanged')
          refused.push({ record: of, why: problem ?? detail ?? verdict });
      }
    }
    await settle(refused.length > 0 ? { is: 'partly', refused } : { is: 'done' });
  };
  const etag = `"${version}"`;
  const isRound = type === 'round';
  const propose = () => (isRound ? bundle(proposing) : act(staff.act(type, id, proposing, etag)));
  const publish = () => (isRound ? bundle(releasing) : act(staff.act(type, id, releasing, etag)));
  return (
    <>
      <State of={record} />
      <div tabIndex={-1} ref={said}>
        <div role="status">{outcome.is === 'done' && <p class="govuk-body app-done">{say('release.done')}</p>}</div>
        {outcome.is === 'refused' && <RefusedLine of={outcome.refused} />}
        {outcome.is === 'partly' && (
          <div class="govuk-error-message" role="alert">
            {say('release.partly')}
            <LookingUp>
              <ul class="govuk-list">
                {outcome.refused.map(({ record: of, why }) => (
                  <li key={of}>
                    <Along of={of} />: <Needed of={why} />
                  </li>
                ))}
              </ul>
            </LookingUp>
          </div>
        )}
      </div>
      {isRound && <p class="govuk-hint">{say('release.with-all')}</p>}
      {release.draft === 'proposed' && release.public === 'released' && (
        <p class="govuk-hint">{say('release.corrects')}</p>
      )}
      {release.draft === 'proposed' && isReleaser && (
        <div class="app-fields">
          <div class="govuk-form-group">
            <label class="govuk-label" for={`${field}-form`}>
              {say('release.form')}
            </label>
            <select
              class="govuk-select"
              id={`${field}-form`}
              onChange={(event) => setForm(forms.find((one) => one === event.currentTarget.value) ?? 'full')}
            >
              {forms.map((one) => (
                <option key={one} value={one} selected={one === form}>
                  {say(`form.${one}`)}
                </option>
              ))}
            </select>
          </div>
          <div class="govuk-form-group">
            <label class="govuk-label" for={`${field}-embargo`}>
              {say('release.embargo-until')}
            </label>
            <input
              class="govuk-input"
              type="datetime-local"
              id={`${field}-embargo`}
              value={embargo}
              onInput={(event) => setEmbargo(event.currentTarget.value)}
            />
          </div>
        </div>
      )}
      <div class="govuk-button-group">
        {release.draft === 'internal' &&
          !(release.public === 'released' && release.released?.version === release.contentVersion) && (
            <button
              type="button"
              class="govuk-button"
              disabled={outcome.is === 'acting'}
              onClick={() => void propose()}
            >
              {say('release.propose')}
            </button>
          )}
        {release.draft === 'proposed' && isReleaser && (
          <button type="button" class="govuk-button" disabled={outcome.is === 'acting'} onClick={() => void publish()}>
            {say('release.publish')}
          </button>
        )}
        {release.draft === 'proposed' && (
          <button
            type="button"
            class="govuk-button govuk-button--secondary"
            disabled={outcome.is === 'acting'}
            onClick={() => void act(staff.act(type, id, { draft: 'internal' }, etag))}
          >
            {say('release.return')}
          </button>
        )}
        {release.public === 'released' && isReleaser && (
          <button
            type="button"
            class="govuk-button govuk-button--warning"
            disabled={outcome.is === 'acting'}
            onClick={() => void act(staff.act(type, id, { public: 'retracted' }, etag))}
          >
            {say('release.retract')}
          </button>
        )}
      </div>
    </>
  );
};
