/** What stands behind an entry of the timeline, asked for when it is opened; without a script its page is the way to it. */
import { useQuery } from '@tanstack/preact-query';
import type { ComponentChildren } from 'preact';
import { useState } from 'preact/hooks';
import { type Ask, type Question, useAsk } from '../reading.ts';
import { useSite } from '../site.ts';
import { Day } from './day.tsx';
import type { Entry } from './entry.tsx';
import { type Names, PartyName, ToRecord } from './name.tsx';
import { HowSure, OneSource } from './one-source.tsx';
import { Person } from './person.tsx';
import { Positions } from './positions.tsx';
import { Roles } from './roles.tsx';
import type { Sourced } from './sourced.ts';
import { Text } from './text.tsx';

/** Some lines under what they are called; nothing where there are none. */
const Lines = ({ title, children }: { title: string; children: readonly ComponentChildren[] }) =>
  children.length === 0 ? null : (
    <div>
      <dt>{title}</dt>
      {children.map((line, index) => (
        <dd key={index}>{line}</dd>
      ))}
    </div>
  );

/** What is read of a record, with how sure we are and who says so. */
const Read = <Reply extends Sourced & { readonly included: Names }>({
  question,
  children,
}: {
  question: (ask: Ask) => Question<Reply>;
  children: (reply: Reply) => ComponentChildren;
}) => {
  const { say } = useSite();
  const { data, isError } = useQuery(question(useAsk()));
  if (isError) return <p role="alert">{say('list.not-further')}</p>;
  if (!data) return <p role="status">{say('list.asked')}</p>;
  return (
    <>
      {children(data)}
      <dl class="app-within__lines">
        <Lines title={say('source.title')}>
          {(data.sources ?? []).map((source) => (
            <OneSource key={source.id} of={source} />
          ))}
        </Lines>
      </dl>
      <HowSure of={data} />
    </>
  );
};

const OfRound = ({ id }: { id: string }) => {
  const { say } = useSite();
  return (
    <Read question={(ask) => ask('/rounds/:id', { id })}>
      {({ participations = [], documents, outcomes, included }) => (
        <dl class="app-within__lines">
          <Lines title={say('round.participants')}>
            {participations.map((one) => (
              <>
                {one.party && <PartyName id={one.party} names={included} />}: <Roles of={one} />
              </>
            ))}
          </Lines>
          <Lines title={say('round.documents')}>
            {documents.map(({ id: document, title, status }) => (
              <>
                <ToRecord page="document" id={document} name={title} />
                {status && ` · ${say(`document-status.${status}`)}`}
              </>
            ))}
          </Lines>
          <Lines title={say('round.outcomes')}>
            {outcomes.map(({ id: outcome, summary, kind }) => (
              <>
                <ToRecord page="outcome" id={outcome} name={summary} />
                {kind && ` · ${say(`outcome-kind.${kind}`)}`}
              </>
            ))}
          </Lines>
        </dl>
      )}
    </Read>
  );
};

const OfDocument = ({ id }: { id: string }) => {
  const { say } = useSite();
  return (
    <Read question={(ask) => ask('/documents/:id', { id })}>
      {({ signatures = [], included }) => (
        <dl class="app-within__lines">
          <Lines title={say('document.signatures')}>
            {signatures.map(({ party, signatory, action }) => (
              <>
                {party && <PartyName id={party} names={included} />}
                {!party && signatory && <Person of={signatory} />}
                {action && ` – ${say(`action.${action}`)}`}
              </>
            ))}
          </Lines>
        </dl>
      )}
    </Read>
  );
};

const OfOutcome = ({ id }: { id: string }) => {
  const { say } = useSite();
  return (
    <Read question={(ask) => ask('/outcomes/:id', { id })}>
      {(outcome) => (
        <>
          <Positions of={outcome} names={outcome.included} />
          <dl class="app-within__lines">
            <Lines title={say('outcome.implementation')}>
              {(outcome.implementation ?? []).map(({ date, status, remark }) => (
                <>
                  <Day edtf={date} within />
                  {status && ` – ${say(`implementation.${status}`)}`}
                  {remark && (
                    <span class="app-note">
                      <Text of={remark} />
                    </span>
                  )}
                </>
              ))}
            </Lines>
          </dl>
        </>
      )}
    </Read>
  );
};

const views = { round: OfRound, document: OfDocument, outcome: OfOutcome, implementation: OfOutcome } as const;

/** Not `details`: of ten thousand of those a browser keeps in mind what each hides, and scrolling is no longer smooth. */
export const Within = ({ of }: { of: Entry }) => {
  const { say } = useSite();
  const [isOpen, setOpen] = useState(false);
  const View = views[of.type];
  return (
    <div class="app-within">
      <button
        type="button"
        class="app-link-button app-within__button"
        aria-expanded={isOpen}
        onClick={() => setOpen(!isOpen)}
      >
        {say(`within.${of.type}`)}
        <span class="govuk-visually-hidden">
          : <Text of={of.title} or={of.id} quiet />
        </span>
      </button>
      {isOpen && <View id={of.id} />}
    </div>
  );
};
