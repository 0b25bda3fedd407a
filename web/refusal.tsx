/** What is said where a page cannot be shown: there is nothing, or no more, the address is at fault, or we are. */
import type { Refused } from '../shared/contract/client.ts';
import { addressOf } from './address.ts';
import { faultIn } from './messages/fault.ts';
import { Erratum } from './part/erratum.tsx';
import { Spoken } from './part/text.tsx';
import { useSite, useTitle } from './site.ts';

const said = {
  400: { title: 'refused.invalid', why: 'refused.invalid-why' },
  404: { title: 'refused.not-found', why: 'refused.not-found-why' },
  410: { title: 'snapshot.withdrawn', why: 'snapshot.withdrawn-why' },
  500: { title: 'refused.internal', why: 'refused.internal-why' },
  503: { title: 'refused.busy', why: 'refused.busy-why' },
} as const;

const statusOf = (status: number): keyof typeof said =>
  status === 400 || status === 404 || status === 410 || status === 503 ? status : 500;

/** A refusal. What is withheld and what was never there read alike. */
export const Refusal = ({ refused: { status, problem } }: { refused: Refused }) => {
  const { say, language } = useSite();
  const { title, why } = said[statusOf(status)];
  const faults = 'errors' in problem ? (problem.errors ?? []) : [];
  useTitle(say(title));
  return (
    <>
      <h1 class="govuk-heading-l">{say(title)}</h1>
      <p class="govuk-body">{say(why)}</p>
      {faults.length > 0 && (
        <ul class="govuk-list govuk-list--bullet">
          {faults.map((fault) => (
            <li key={JSON.stringify(fault)}>
              <code>{'parameter' in fault ? fault.parameter : fault.pointer}</code>:{' '}
              <Spoken of={faultIn(language, fault.detail)} />
            </li>
          ))}
        </ul>
      )}
      {'erratum' in problem && problem.erratum && <Erratum of={problem.erratum} />}
      {'requestId' in problem && problem.requestId && (
        <p class="govuk-body">{say('refused.request', { id: problem.requestId })}</p>
      )}
      <p class="govuk-body">
        <a class="govuk-link" href={addressOf(language, 'timeline')}>
          {say('refused.home')}
        </a>
      </p>
    </>
  );
};
