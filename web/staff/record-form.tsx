/** The form of any record, around its fields: its draft, its faults, what others saved meanwhile, and saving; nothing typed is lost. */
import type { ComponentChildren } from 'preact';
import { useEffect, useRef, useState } from 'preact/hooks';
import type { Answer, Refused } from '../../shared/contract/client.ts';
import type { StaffBody, StaffRecord } from '../../shared/contract/staff-client.ts';
import { differences } from '../../shared/domain/difference.ts';
import type { RecordType } from '../../shared/domain/record-type.ts';
import { useHold } from '../leaving.ts';
import type { Names } from '../part/name.tsx';
import { RefusedLine } from '../part/read.tsx';
import { type ListDoor, useStaff } from '../sign-in/door.ts';
import { useSite } from '../site.ts';
import { ClassificationField } from './classification-field.tsx';
import { DraftBanner } from './draft-banner.tsx';
import { Faults, FaultsProvider, faultsIn, inOrder, type Noted } from './fault.tsx';
import { TextField } from './field.tsx';
import { Form } from './form.tsx';
import { FormKeys } from './form-keys.tsx';
import { forgetDraft, keepDraft, keptDraft } from './kept-draft.ts';
import { PartyNamesProvider } from './party-names.tsx';
import { type Beginning, isRestricted, unnamed, writtenIn } from './record-draft.ts';
import { Stale } from './stale.tsx';

/** What a form of a type is given, whatever its fields. */
export type FormOf<Type extends RecordType> = {
  readonly beginning: Beginning<Type>;
  readonly names: Names | undefined;
  readonly door: ListDoor;
  /** What saving is called. */
  readonly action: string;
  readonly onSaved: (record: StaffRecord<Type>) => void;
};

/** What is written, and what it was begun from with its version (0: there was none). */
type Written<Type extends RecordType> = {
  readonly draft: StaffBody<Type>;
  readonly base: { readonly draft: StaffBody<Type>; readonly version: number };
};

type State<Type extends RecordType> =
  | { readonly is: 'writing' | 'saving' }
  | { readonly is: 'refused'; readonly refused: Refused }
  | { readonly is: 'stale'; readonly theirs: StaffRecord<Type> };

export const RecordForm = <Type extends RecordType>({
  type,
  beginning,
  names,
  action,
  onSaved,
  children,
}: Omit<FormOf<Type>, 'door'> & {
  type: Type;
  /** The fields; what they change is named by its part. */
  children: (draft: StaffBody<Type>, change: (part: Partial<StaffBody<Type>>) => void) => ComponentChildren;
}) => {
  const { say } = useSite();
  const staff = useStaff();
  const [base, setBase] = useState({ draft: beginning.draft, version: beginning.version });
  const [draft, setDraft] = useState(beginning.draft);
  const [id, setId] = useState(beginning.id);
  const [reason, setReason] = useState('');
  const [state, setState] = useState<State<Type>>({ is: 'writing' });
  const [faults, setFaults] = useState<readonly Noted[]>([]);
  /** The version that was saved last, until something is written again. */
  const [saved, setSaved] = useState<number>();
  const [kept, setKept] = useState(() => keptDraft<Written<Type>>(beginning.name));
  const isNew = base.version === 0;
  const isSecretIn = (written: StaffBody<Type>): boolean =>
    [written, base.draft, beginning.draft].some((one) => isRestricted(one));
  const isSecret = isSecretIn(draft);
  // It may have been raised since what is kept was written, which is still offered.
  useEffect(() => {
    if (isSecret) forgetDraft(beginning.name);
  }, [isSecret, beginning.name]);
  // What is restricted is on this page alone.
  const letGo = useHold(isSecret && draft !== base.draft, say('draft.leave'));

  const form = useRef<HTMLFormElement>(null);
  const submit = useRef<HTMLButtonElement>(null);
  const refusal = useRef<HTMLDivElement>(null);
  // What a save came to stands beside the button, whichever field the keys were pressed in.
  useEffect(() => {
    if (state.is === 'refused') refusal.current?.scrollIntoView({ block: 'nearest' });
  }, [state]);
  // A new record is written from its first field on; a draft that was kept is offered before.
  const isBegun = beginning.version === 0 && !kept;
  useEffect(() => {
    if (!isBegun) return;
    // After the page itself, which takes the focus when it comes.
    const timer = setTimeout(() => form.current?.querySelector('input')?.focus());
    return () => clearTimeout(timer);
  }, []);

  const write = (next: StaffBody<Type>): void => {
    setDraft(next);
    setSaved(undefined);
    const written: Written<Type> = { draft: next, base };
    keepDraft(beginning.name, written, isSecretIn(next));
  };

  const save = async (): Promise<void> => {
    // Nothing can be asked of an address that is not there.
    if (isNew && !isRestricted(draft) && id.trim() === '') return setFaults([{ pointer: '/id', detail: 'is missing' }]);
    setState({ is: 'saving' });
    setSaved(undefined);
    setFaults([]);
    const why = reason.trim() === '' ? undefined : reason.trim();
    const replace = (version: number) => staff.save(type, id, draft, { etag: `"${version}"` }, why);
    const create = () =>
      isRestricted(draft) ? staff.create(type, unnamed<Type>(draft), why) : staff.save(type, id, draft, 'nothing', why);
    let answer: Answer<StaffRecord<Type>> = isNew ? await create() : await replace(base.version);
    if (answer.status === 412 && isNew) {
      setState({ is: 'writing' });
      return setFaults([{ pointer: '/id', detail: say('round.id-taken'), own: true }]);
    }
    const current = answer.status === 412 ? await staff.read(type, id) : undefined;
    if (current?.ok) {
      // Proposals and releases make versions too, and change nothing of what is written here.
      const isSame = differences(type, base.draft, writtenIn<Type>(current.reply)).length === 0;
      if (!isSame) return setState({ is: 'stale', theirs: current.reply });
      answer = await replace(current.reply.version);
    }
    if (answer.ok) {
      forgetDraft(beginning.name);
      letGo();
      onSaved(answer.reply);
      // A new record is gone on with on a page of its own, and this form takes nothing more until that stands.
      if (isNew) return;
      const stored = writtenIn<Type>(answer.reply);
      setBase({ draft: stored, version: answer.reply.version });
      setDraft(stored);
      setSaved(answer.reply.version);
      setReason('');
      setKept(undefined);
      return setState({ is: 'writing' });
    }
    const found = faultsIn(answer);
    setFaults(inOrder(found));
    setState(found.length > 0 ? { is: 'writing' } : { is: 'refused', refused: answer });
  };

  return (
    <FaultsProvider value={faults}>
      {kept && (
        <DraftBanner
          of={kept}
          onTake={() => {
            setDraft(kept.content.draft);
            // What others saved since is then shown beside it.
            setBase(kept.content.base);
            setKept(undefined);
          }}
          onThrow={() => {
            forgetDraft(beginning.name);
            setKept(undefined);
          }}
        />
      )}
      <Faults type={type} />
      {state.is === 'stale' && (
        <Stale
          type={type}
          base={base.draft}
          mine={draft}
          theirs={state.theirs}
          names={names}
          onSettle={(settled) => {
            setBase({ draft: writtenIn<Type>(state.theirs), version: state.theirs.version });
            setDraft(settled);
            setState({ is: 'writing' });
            // What was pressed goes with what it was about; what is next is to save.
            submit.current?.focus();
          }}
        />
      )}
      <FormKeys />
      <Form label={say('staff.form')} isSaving={state.is === 'saving'} onSave={() => void save()} form={form}>
        <PartyNamesProvider names={names}>{children(draft, (part) => write({ ...draft, ...part }))}</PartyNamesProvider>
        <ClassificationField of={draft} onChange={(part) => write({ ...draft, ...part })} />
        {isNew && !isRestricted(draft) && <TextField at="/id" label={say('round.id')} value={id} onChange={setId} />}
        <TextField at="/reason" label={say('staff.reason')} value={reason} onChange={setReason} />
        <div role="status">
          {saved !== undefined && <p class="govuk-body app-done">{say('staff.saved', { version: saved })}</p>}
        </div>
        <div ref={refusal}>{state.is === 'refused' && <RefusedLine of={state.refused} />}</div>
        <button type="submit" class="govuk-button" ref={submit}>
          {action}
        </button>
      </Form>
    </FaultsProvider>
  );
};
