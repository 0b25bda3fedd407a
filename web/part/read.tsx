/** What a door answered whoever is signed in: the answer once it is there, else that it is awaited, or why it is refused. */
import type { ComponentChildren } from 'preact';
import type { Refused } from '../../shared/contract/client.ts';
import { faultIn } from '../messages/fault.ts';
import type { Reading } from '../sign-in/door.ts';
import { useSite } from '../site.ts';
import { Spoken } from './text.tsx';

/** Why something was refused: in the reader's words where there are some, else in those of the door. */
export const RefusedLine = ({ of: { status, problem } }: { of: Refused }) => {
  const { say, term, language } = useSite();
  const known = {
    0: 'refused.nobody',
    401: 'refused.session-over',
    403: 'sign-in.other-group',
    404: 'refused.not-found',
    503: 'refused.busy',
  } as const;
  const isKnown = (code: number): code is keyof typeof known => Object.hasOwn(known, code);
  const requestId = 'requestId' in problem ? problem.requestId : undefined;
  const detail = 'detail' in problem ? problem.detail : undefined;
  const name = problem.type.slice(problem.type.lastIndexOf('/') + 1);
  const named = term('problem', name);
  return (
    <p class="govuk-error-message app-refused" role="alert">
      {isKnown(status) ? (
        say(known[status])
      ) : (
        <Spoken of={named === name ? { text: problem.title, lang: 'en' } : { text: named, lang: language }} />
      )}
      {detail && (
        <span class="app-line">
          <Spoken of={faultIn(language, detail)} />
        </span>
      )}
      {requestId && ` ${say('refused.request', { id: requestId })}`}
    </p>
  );
};

export const Read = <Reply,>({
  of,
  children,
}: {
  of: Reading<Reply>;
  children: (reply: Reply) => ComponentChildren;
}) => {
  const { say } = useSite();
  if (of.is === 'read') return <>{children(of.reply)}</>;
  if (of.is === 'refused') return <RefusedLine of={of.refused} />;
  return (
    <p class="govuk-body" role="status">
      {say('list.asked')}
    </p>
  );
};
