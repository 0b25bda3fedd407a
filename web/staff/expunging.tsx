/** Older contents that are to be taken out of the history for good: who asked for which, and what a releaser may do about it. */
import { useQueryClient } from '@tanstack/preact-query';
import { useEffect, useRef, useState } from 'preact/hooks';
import type { Answer, Got, Refused } from '../../shared/contract/client.ts';
import type { ExpungeReply } from '../../shared/contract/staff-reply.ts';
import type { RecordType } from '../../shared/domain/record-type.ts';
import type { Release } from '../../shared/domain/release.ts';
import type { MessageKey } from '../messages/catalogue.ts';
import { RefusedLine } from '../part/read.tsx';
import { useStaff } from '../sign-in/door.ts';
import type { SignedIn } from '../sign-in/signed-in.ts';
import { useSite } from '../site.ts';
import { FaultsProvider, type Noted } from './fault.tsx';
import { NumberField, TextField } from './field.tsx';
import { Form } from './form.tsx';

type Reply = Got<typeof ExpungeReply>;

/** What an act came to. `again`: files of the version are still stored, and the same act once more tries again. */
type State =
  | { readonly is: 'idle' | 'acting' }
  | { readonly is: 'done'; readonly says: MessageKey; readonly again?: { version: number; reason: string } }
  | { readonly is: 'refused'; readonly refused: Refused };

type Props = {
  readonly type: RecordType;
  readonly id: string;
  /** The newest, against which every act is made. */
  readonly version: number;
  readonly release: Release;
  readonly signedIn: SignedIn;
};

const at = { version: '/expunging/version', reason: '/expunging/reason' } as const;
const reasonOf = (version: number): string => `/expunging/${version}/reason`;

export const Expunging = ({ type, id, version, release, signedIn }: Props) => {
  const { say, term, dates } = useSite();
  const staff = useStaff();
  const cache = useQueryClient();
  const [state, setState] = useState<State>({ is: 'idle' });
  const [faults, setFaults] = useState<readonly Noted[]>([]);
  const [reasons, setReasons] = useState<Readonly<Record<string, string>>>({});
  const [asked, setAsked] = useState<number>();
  const said = useRef<HTMLDivElement>(null);
  // What was pressed is gone, or is not where it was; a fault is beside its field.
  useEffect(() => {
    const [fault] = faults;
    if (fault) document.getElementById(fault.pointer)?.focus();
    else if (state.is === 'done') said.current?.focus();
  }, [faults, state]);
  const isReleaser = signedIn.groups.includes('releaser');
  const { expunging = [], expunged = [] } = release;
  const etag = `"${version}"`;
  const isSaving = state.is === 'acting';

  const act = async (
    acting: Promise<Answer<Reply>>,
    done: (reply: Reply) => State,
    refusedAt: string | undefined,
  ): Promise<void> => {
    setState({ is: 'acting' });
    setFaults([]);
    const answer = await acting;
    if (answer.ok) {
      setState(done(answer.reply));
      setReasons({});
      setAsked(undefined);
    } else {
      const named = answer.problem.type.slice(answer.problem.type.lastIndexOf('/') + 1);
      const detail = answer.status === 404 ? say('expunge.no-version') : term('problem', named);
      const isOfField = refusedAt !== undefined && (answer.status === 404 || named === 'content-in-use');
      setFaults(isOfField ? [{ pointer: refusedAt, detail, own: true }] : []);
      setState(isOfField ? { is: 'idle' } : { is: 'refused', refused: answer });
    }
    await cache.invalidateQueries({ queryKey: ['staff'] });
  };

  /** The reason that was written at a place; without one it is said there that it is missing. */
  const reasonAt = (pointer: string): string | undefined => {
    const reason = reasons[pointer]?.trim() ?? '';
    if (reason === '') setFaults([{ pointer, detail: 'is needed to expunge' }]);
    return reason === '' ? undefined : reason;
  };

  const ask = (): void => {
    if (asked === undefined || !Number.isInteger(asked) || asked < 1) {
      setFaults([{ pointer: at.version, detail: say('expunge.no-version'), own: true }]);
      return;
    }
    const reason = reasonAt(at.reason);
    if (reason === undefined) return;
    const asking = staff.expunge(type, id, asked, etag, reason);
    void act(asking, () => ({ is: 'done', says: 'expunge.asked-done' }), at.version);
  };

  const expunge = (of: number, reason: string | undefined): void => {
    if (reason === undefined) return;
    void act(
      staff.expunge(type, id, of, etag, reason),
      ({ expunging: left, filesGone }) => {
        if (left.some((one) => one.version === of)) return { is: 'done', says: 'expunge.partly' };
        if (filesGone === false) return { is: 'done', says: 'expunge.files-left', again: { version: of, reason } };
        return { is: 'done', says: 'expunge.done' };
      },
      undefined,
    );
  };

  const unask = (of: number): void => {
    void act(staff.unaskExpunge(type, id, of, etag), () => ({ is: 'done', says: 'expunge.unasked' }), undefined);
  };

  const reasonField = (pointer: string) => (
    <TextField
      at={pointer}
      label={say('expunge.reason')}
      value={reasons[pointer] ?? ''}
      onChange={(reason) => setReasons({ ...reasons, [pointer]: reason })}
    />
  );

  const again = state.is === 'done' ? state.again : undefined;
  return (
    <FaultsProvider value={faults}>
      <p class="govuk-body">{say('expunge.lead')}</p>
      <div role="status" tabIndex={-1} ref={said}>
        {state.is === 'done' && <p class="govuk-body app-done">{say(state.says)}</p>}
      </div>
      {again && (
        <button
          type="button"
          class="govuk-button govuk-button--secondary"
          onClick={() => expunge(again.version, again.reason)}
        >
          {say('expunge.files')}
        </button>
      )}
      {state.is === 'refused' && <RefusedLine of={state.refused} />}
      {expunging.length === 0 && <p class="govuk-body">{say('expunge.none')}</p>}
      {expunging.map(({ version: of, by, at: when }) => (
        <Form
          key={of}
          label={say('expunge.do', { version: of })}
          isSaving={isSaving}
          onSave={() => expunge(of, reasonAt(reasonOf(of)))}
        >
          <p class="govuk-body">
            {say('expunge.asked', { version: of, name: by })} · {dates.word(when.slice(0, 10))}
          </p>
          {isReleaser && by === signedIn.sub && <p class="govuk-hint">{say('expunge.another')}</p>}
          {isReleaser && by !== signedIn.sub && reasonField(reasonOf(of))}
          {isReleaser && (
            <div class="govuk-button-group">
              {by !== signedIn.sub && (
                <button type="submit" class="govuk-button govuk-button--warning">
                  {say('expunge.do', { version: of })}
                </button>
              )}
              {expunged.some((one) => one.version === of) ? (
                <p class="govuk-body">{say('expunge.begun')}</p>
              ) : (
                <button type="button" class="govuk-button govuk-button--secondary" onClick={() => unask(of)}>
                  {say('expunge.unask', { version: of })}
                </button>
              )}
            </div>
          )}
        </Form>
      ))}
      {isReleaser && (
        <Form label={say('expunge.ask')} isSaving={isSaving} onSave={ask}>
          <NumberField at={at.version} label={say('expunge.version')} value={asked} onChange={setAsked} />
          {reasonField(at.reason)}
          <button type="submit" class="govuk-button govuk-button--secondary">
            {say('expunge.ask')}
          </button>
        </Form>
      )}
    </FaultsProvider>
  );
};
