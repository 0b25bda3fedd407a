/** The form of a round: everything that can be said of it in one place, by keyboard alone, and nothing typed is ever lost. */
import { useEffect, useState } from 'preact/hooks';
import type { Refused } from '../../shared/contract/client.ts';
import type { StaffRecord } from '../../shared/contract/staff-client.ts';
import { differences } from '../../shared/domain/difference.ts';
import type { Fault } from '../../shared/domain/json.ts';
import { contacts, modes, roundKinds, roundLevels, roundStatuses } from '../../shared/domain/terms.ts';
import type { Names } from '../part/name.tsx';
import { RefusedLine } from '../part/read.tsx';
import { wordsOf } from '../part/text.tsx';
import { type ListDoor, useStaff } from '../sign-in/door.ts';
import { useSite } from '../site.ts';
import { AgendaField } from './agenda-field.tsx';
import { Completeness } from './completeness.tsx';
import { DraftBanner } from './draft-banner.tsx';
import { Faults, FaultsProvider, faultsIn } from './fault.tsx';
import { DateField, SelectField, TextField, TextsField } from './field.tsx';
import { forgetDraft, keepDraft, keptDraft } from './kept-draft.ts';
import { type Heads, ParticipantsField } from './participants-field.tsx';
import { type RoundDraft, writtenIn } from './round-draft.ts';
import { SourcesField } from './sources-field.tsx';
import { Stale } from './stale.tsx';

/** What a form begins with: `version` 0 is a round that is not there yet. `name` is under what its draft is kept. */
export type Beginning = {
  readonly name: string;
  readonly id: string;
  readonly version: number;
  readonly draft: RoundDraft;
};

type State =
  | { readonly is: 'writing' | 'saving' }
  | { readonly is: 'refused'; readonly refused: Refused }
  | { readonly is: 'stale'; readonly theirs: StaffRecord<'round'> };

export const RoundForm = ({
  beginning,
  names,
  heads,
  door,
  onSaved,
}: {
  beginning: Beginning;
  names: Names | undefined;
  heads: Heads;
  door: ListDoor;
  onSaved: (record: StaffRecord<'round'>) => void;
}) => {
  const { say, language } = useSite();
  const staff = useStaff();
  const [base, setBase] = useState({ draft: beginning.draft, version: beginning.version });
  const [draft, setDraft] = useState(beginning.draft);
  const [id, setId] = useState(beginning.id);
  const [reason, setReason] = useState('');
  const [state, setState] = useState<State>({ is: 'writing' });
  const [faults, setFaults] = useState<readonly Fault[]>([]);
  const [chosen, setChosen] = useState<Readonly<Record<string, string>>>({});
  const [kept, setKept] = useState(() => keptDraft(beginning.name));
  const isRestricted = draft.classification === 'restricted';
  const isNew = base.version === 0;

  const change = (part: Partial<RoundDraft>): void => {
    const next = { ...draft, ...part };
    setDraft(next);
    keepDraft(beginning.name, { draft: next, base, at: new Date().toISOString() });
  };
  // What is restricted is on this page alone: the browser asks before it goes.
  useEffect(() => {
    const isTyped = isRestricted && draft !== base.draft;
    const ask = (event: Event): void => event.preventDefault();
    if (isTyped) window.addEventListener('beforeunload', ask);
    return () => window.removeEventListener('beforeunload', ask);
  }, [isRestricted, draft, base.draft]);

  const save = async (): Promise<void> => {
    setState({ is: 'saving' });
    setFaults([]);
    const why = reason.trim() === '' ? undefined : reason.trim();
    const { id: _id, type: _type, classification: _classification, ...unnamed } = draft;
    const replace = (version: number) => staff.save('round', id, draft, { etag: `"${version}"` }, why);
    const create = () =>
      isRestricted ? staff.create('round', unnamed, why) : staff.save('round', id, draft, 'nothing', why);
    let answer = isNew ? await create() : await replace(base.version);
    if (answer.status === 412 && isNew) {
      setState({ is: 'writing' });
      return setFaults([{ pointer: '/id', detail: say('round.id-taken') }]);
    }
    const current = answer.status === 412 ? await staff.read('round', id) : undefined;
    if (current?.ok) {
      // Proposals and releases make versions too, and change nothing of what is written here.
      const isSame = differences('round', base.draft, writtenIn(current.reply)).length === 0;
      if (!isSame) return setState({ is: 'stale', theirs: current.reply });
      answer = await replace(current.reply.version);
    }
    if (answer.ok) {
      forgetDraft(beginning.name);
      setState({ is: 'writing' });
      return onSaved(answer.reply);
    }
    const found = faultsIn(answer);
    setFaults(found);
    setState(found.length > 0 ? { is: 'writing' } : { is: 'refused', refused: answer });
  };

  const nameOf = (party: string): string => chosen[party] ?? (wordsOf(names?.parties[party]?.name, language) || party);
  const { place, level, mode, contact } = draft;
  return (
    <FaultsProvider value={faults}>
      {kept && (
        <DraftBanner
          of={kept}
          onTake={() => {
            setDraft(kept.draft);
            // What others saved since is then shown beside it.
            setBase(kept.base);
            setKept(undefined);
          }}
          onThrow={() => {
            forgetDraft(beginning.name);
            setKept(undefined);
          }}
        />
      )}
      <Faults />
      {state.is === 'refused' && <RefusedLine of={state.refused} />}
      {state.is === 'stale' && (
        <Stale
          base={base.draft}
          mine={draft}
          theirs={state.theirs}
          names={names}
          onSettle={(settled) => {
            setBase({ draft: writtenIn(state.theirs), version: state.theirs.version });
            setDraft(settled);
            setState({ is: 'writing' });
          }}
        />
      )}
      <form
        class="app-form"
        aria-label={say('staff.form')}
        onSubmit={(event) => {
          event.preventDefault();
          void save();
        }}
      >
        <DateField
          at="/period"
          label={say('field.date')}
          value={draft.period}
          onChange={(period) => change({ period })}
        />
        <TextsField
          at="/label"
          label={say('round.label')}
          value={draft.label}
          onChange={(label) => change({ label: label ?? {} })}
        />
        <div class="app-fields">
          <SelectField
            at="/status"
            label={say('field.status')}
            value={draft.status}
            words={roundStatuses}
            name={(one) => say(`round-status.${one}`)}
            onChange={(status) => status && change({ status })}
          />
          <SelectField
            at="/kind"
            label={say('field.kind')}
            value={draft.kind}
            words={roundKinds}
            name={(one) => say(`round-kind.${one}`)}
            onChange={(kind) => kind && change({ kind })}
          />
          <SelectField
            at="/level"
            label={say('field.level')}
            value={level}
            words={roundLevels}
            any={say('staff.unsaid')}
            name={(one) => say(`round-level.${one}`)}
            onChange={(one) => change({ level: one })}
          />
          <TextField
            at="/number"
            label={say('field.number')}
            value={draft.number === undefined ? '' : String(draft.number)}
            onChange={(text) => change({ number: text === '' ? undefined : Number(text) })}
          />
          <SelectField
            at="/mode"
            label={say('field.mode')}
            value={mode}
            words={modes}
            any={say('staff.unsaid')}
            name={(one) => say(`mode.${one}`)}
            onChange={(one) => change({ mode: one })}
          />
          <SelectField
            at="/contact"
            label={say('field.contact')}
            value={contact}
            words={contacts}
            any={say('staff.unsaid')}
            name={(one) => say(`contact.${one}`)}
            onChange={(one) => change({ contact: one })}
          />
        </div>
        <TextsField
          at="/place/name"
          label={say('field.place')}
          value={place?.name}
          onChange={(name) => change({ place: { ...place, name } })}
        />
        <ParticipantsField
          value={draft.participations ?? []}
          names={nameOf}
          heads={heads}
          door={door}
          onChange={(participations, one) => {
            if (one) setChosen({ ...chosen, [one.id]: one.text });
            change({ participations });
          }}
        />
        <AgendaField
          at="/agenda"
          label={say('field.agenda')}
          value={draft.agenda ?? []}
          onChange={(agenda) => change({ agenda })}
        />
        <TextsField
          at="/summary"
          label={say('round.summary')}
          value={draft.summary}
          long
          onChange={(summary) => change({ summary })}
        />
        <SourcesField value={draft.sources ?? []} onChange={(sources) => change({ sources })} />
        {isNew && !isRestricted && <TextField at="/id" label={say('round.id')} value={id} onChange={setId} />}
        <TextField at="/reason" label={say('staff.reason')} value={reason} onChange={setReason} />
        <Completeness of={draft} />
        <button type="submit" class="govuk-button" disabled={state.is === 'saving'}>
          {say(isNew ? 'staff.log' : 'staff.save')}
        </button>
      </form>
    </FaultsProvider>
  );
};
