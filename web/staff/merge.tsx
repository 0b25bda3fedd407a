/** A record that turns out to be another: it is merged into that one, which is shown before, or taken out of it again. */
import { useQueryClient } from '@tanstack/preact-query';
import { useEffect, useRef, useState } from 'preact/hooks';
import type { Answer, Refused } from '../../shared/contract/client.ts';
import type { StaffRecord } from '../../shared/contract/staff-client.ts';
import type { RecordType } from '../../shared/domain/record-type.ts';
import { addressOf } from '../address.ts';
import type { Choosable } from '../part/picker.tsx';
import { RefusedLine } from '../part/read.tsx';
import { Text } from '../part/text.tsx';
import { listDoorOf, useStaff } from '../sign-in/door.ts';
import type { SignedIn } from '../sign-in/signed-in.ts';
import { useSite } from '../site.ts';
import { FaultsProvider, FieldFaults, faultId, faultsIn, type Noted } from './fault.tsx';
import { TextField } from './field.tsx';
import { Form } from './form.tsx';
import { useRecord } from './question.ts';
import { titleOf } from './record-title.ts';
import { SurvivorField } from './survivor-field.tsx';
import { SurvivorPreview } from './survivor-preview.tsx';

/** The pointer of the fault, whichever it is: there is one field. */
const at = '/mergedInto';

/** What a record was merged into. */
export const MergedInto = ({ type, survivor }: { type: RecordType; survivor: string }) => {
  const { say, language } = useSite();
  const other = useRecord(type, survivor);
  return (
    <>
      {say('merge.into')}:{' '}
      <a class="govuk-link" href={addressOf(language, 'staff-record', '', `of=${type}%23${survivor}`)}>
        <Text of={other.is === 'read' ? titleOf(other.reply) : undefined} or={survivor} quiet />
      </a>
    </>
  );
};

type Act = 'merge' | 'unmerge';
type State = { readonly is: 'idle' | 'acting' } | { readonly is: 'done'; readonly act: Act };

export const Merge = ({ record, signedIn }: { record: StaffRecord<RecordType>; signedIn: SignedIn }) => {
  const { say } = useSite();
  const staff = useStaff();
  const cache = useQueryClient();
  const [chosen, setChosen] = useState<Choosable>();
  const [reason, setReason] = useState('');
  const [state, setState] = useState<State>({ is: 'idle' });
  const [faults, setFaults] = useState<readonly Noted[]>([]);
  const [refused, setRefused] = useState<Refused>();
  const field = useRef<HTMLFieldSetElement>(null);
  const done = useRef<HTMLDivElement>(null);
  // What was pressed is gone, or is not where it was: so it is with what was chosen.
  useEffect(() => {
    if (faults.length > 0) field.current?.focus();
    else if (state.is === 'done') done.current?.focus();
  }, [faults, state]);
  const isChanging = useRef(false);
  useEffect(() => {
    if (isChanging.current) (chosen ? field.current : document.getElementById('survivor'))?.focus();
    isChanging.current = false;
  }, [chosen]);
  const choose = (one: Choosable | undefined): void => {
    isChanging.current = true;
    setFaults([]);
    setState({ is: 'idle' });
    setChosen(one);
  };
  const door = listDoorOf(signedIn);
  const { type, id, version, mergedInto } = record;
  const act = async (what: Act, survivor: string): Promise<void> => {
    setState({ is: 'acting' });
    setFaults([]);
    setRefused(undefined);
    const why = reason.trim() === '' ? undefined : reason.trim();
    const answer: Answer<StaffRecord<RecordType>> = await staff[what](type, id, survivor, `"${version}"`, why);
    if (answer.ok) {
      cache.setQueryData(['staff', 'record', type, id], answer.reply);
      setChosen(undefined);
      setReason('');
      setState({ is: 'done', act: what });
    } else {
      const isStale = answer.status === 412;
      const found = isStale ? [{ pointer: at, detail: say('merge.stale'), own: true as const }] : faultsIn(answer);
      setFaults(found);
      setRefused(found.length > 0 ? undefined : answer);
      setState({ is: 'idle' });
    }
    await cache.invalidateQueries({ queryKey: ['staff'] });
  };
  const save = (): void => {
    if (mergedInto !== undefined) void act('unmerge', mergedInto);
    else if (chosen) void act('merge', chosen.id);
  };
  const described = faults.length > 0 ? { 'aria-describedby': faultId(at) } : {};
  return (
    <FaultsProvider value={faults}>
      <div role="status" tabIndex={-1} ref={done}>
        {state.is === 'done' && (
          <p class="govuk-body app-done">{say(state.act === 'merge' ? 'merge.done' : 'merge.undone')}</p>
        )}
      </div>
      {refused && <RefusedLine of={refused} />}
      <p class="govuk-body">{say(mergedInto === undefined ? 'merge.lead' : 'merge.undo-lead')}</p>
      <Form label={say('merge.title')} isSaving={state.is === 'acting'} onSave={save}>
        <fieldset class="govuk-fieldset" id={at} tabIndex={-1} ref={field} {...described}>
          <legend class="govuk-fieldset__legend">{say('merge.survivor')}</legend>
          <FieldFaults at={at} />
          {mergedInto !== undefined && (
            <p class="govuk-body">
              <MergedInto type={type} survivor={mergedInto} />
            </p>
          )}
          {mergedInto === undefined && !chosen && <SurvivorField of={record} door={door} onChoose={choose} />}
          {mergedInto === undefined && chosen && (
            <>
              <p class="govuk-body">
                {chosen.text}
                <span class="app-note">{chosen.id}</span>
                <button type="button" class="app-link-button" onClick={() => choose(undefined)}>
                  {say('merge.choose-another')}
                </button>
              </p>
              <SurvivorPreview of={record} survivor={chosen.id} door={door} />
            </>
          )}
        </fieldset>
        {(chosen || mergedInto !== undefined) && (
          <>
            <TextField at="/mergedInto/reason" label={say('staff.reason')} value={reason} onChange={setReason} />
            <button type="submit" class="govuk-button">
              {mergedInto === undefined && chosen ? say('merge.do', { name: chosen.text }) : say('merge.undo')}
            </button>
          </>
        )}
      </Form>
    </FaultsProvider>
  );
};
