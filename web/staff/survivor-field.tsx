/** The record that another turns out to be, found by typing: any of its names in any language, or its address. */
import { useState } from 'preact/hooks';
import type { StaffRecord } from '../../shared/contract/staff-client.ts';
import type { RecordType } from '../../shared/domain/record-type.ts';
import { usePartiesNamed } from '../part/party-picker.tsx';
import { type Choosable, Picker } from '../part/picker.tsx';
import { wordsOf } from '../part/text.tsx';
import { type ListDoor, type Reading, useDoor } from '../sign-in/door.ts';
import { useSite } from '../site.ts';
import { ProcessField } from './process-field.tsx';

type Asked = { readonly door: ListDoor; readonly onChoose: (chosen: Choosable) => void };
type Entry = 'round' | 'document' | 'outcome';
/** What may be chosen, and every name that it is found by. */
type Named = Choosable & { readonly names: readonly string[] };

/** What a list has; undefined while it is read, and nothing where it is refused. */
const listedIn = <Item,>(
  of: Reading<{ readonly items: readonly Item[] }>,
  named: (item: Item) => Named,
): readonly Named[] | undefined => {
  if (of.is === 'asked') return undefined;
  return of.is === 'read' ? of.reply.items.map(named) : [];
};

/** How many are offered at once. */
const most = 8;

/** As people type: without capitals and marks. */
const plain = (text: string): string =>
  text
    .normalize('NFKD')
    .replace(/\p{M}+/gu, '')
    .toLowerCase()
    .trim();

const isAddress = (text: string): boolean => /^[a-z0-9]+(-[a-z0-9]+)*$/.test(text);

/** Names alone do not tell apart what is there twice: each is offered with its address. */
const withAddress = ({ id, text, note }: Choosable): Choosable => ({
  id,
  text,
  note: note === undefined ? id : `${note} · ${id}`,
});

const Offer = ({
  typed,
  found,
  onType,
  onChoose,
}: {
  typed: string;
  found: readonly Choosable[] | undefined;
  onType: (typed: string) => void;
  onChoose: (chosen: Choosable) => void;
}) => {
  const { say } = useSite();
  const address = typed.trim();
  const isListed = found?.some(({ id }) => id === address) ?? false;
  // What no list has yet may be there all the same; a name that is found is hardly meant for an address.
  const mayBeAddress = isAddress(address) && !isListed && (found?.length === 0 || /[-0-9]/.test(address));
  const byAddress = mayBeAddress ? [{ id: address, text: address, note: say('merge.by-address') }] : [];
  return (
    <Picker
      id="survivor"
      label={say('merge.find')}
      typed={typed}
      onType={onType}
      found={found && [...found.slice(0, most).map(withAddress), ...byAddress]}
      onChoose={onChoose}
    />
  );
};

const AmongParties = ({ but, door, onChoose }: Asked & { but: string }) => {
  const [typed, setTyped] = useState('');
  const found = usePartiesNamed(door, typed)?.filter(({ id }) => id !== but);
  return <Offer typed={typed} found={found} onType={setTyped} onChoose={onChoose} />;
};

const Among = ({
  but,
  listed,
  onChoose,
}: {
  but: string;
  listed: readonly Named[] | undefined;
  onChoose: Asked['onChoose'];
}) => {
  const [typed, setTyped] = useState('');
  const found = listed?.filter(
    ({ id, names }) => id !== but && [id, ...names].some((name) => plain(name).includes(plain(typed))),
  );
  return <Offer typed={typed} found={found} onType={setTyped} onChoose={onChoose} />;
};

const AmongProcesses = ({ but, door, onChoose }: Asked & { but: string }) => {
  const { language } = useSite();
  const processes = useDoor(door, '/processes', { limit: 100 });
  const listed = listedIn(processes, ({ id, name = {} }) => ({
    id,
    text: wordsOf(name, language) || id,
    names: Object.values(name),
  }));
  return <Among but={but} listed={listed} onChoose={onChoose} />;
};

/** The newest of a process. */
const AmongEntries = ({
  but,
  type,
  process,
  door,
  onChoose,
}: Asked & { but: string; type: Entry; process: string }) => {
  const { language, dates } = useSite();
  const entries = useDoor(door, '/timeline', { process, type, order: 'desc', limit: 100 });
  const listed = listedIn(entries, ({ id, title = {}, date }) => ({
    id,
    text: wordsOf(title, language) || id,
    names: Object.values(title),
    ...(date !== undefined && { note: dates.word(date) }),
  }));
  return <Among but={but} listed={listed} onChoose={onChoose} />;
};

/** What was recorded twice may have been so under a process that is there twice itself. */
const OfProcess = ({
  but,
  type,
  process: own,
  ...asked
}: Asked & { but: string; type: Entry; process: string | undefined }) => {
  const [process, setProcess] = useState(own);
  return (
    <>
      <ProcessField at="/mergedInto/process" value={process} door={asked.door} onChange={setProcess} />
      {process === undefined ? (
        <Among but={but} listed={[]} onChoose={asked.onChoose} />
      ) : (
        <AmongEntries key={process} but={but} type={type} process={process} {...asked} />
      )}
    </>
  );
};

/** Figures of a body are called by nothing but their address. */
const AmongCaseloads = ({ but, door, onChoose }: Asked & { but: string }) => {
  const { dates } = useSite();
  const caseloads = useDoor(door, '/caseloads', { limit: 100 });
  const listed = listedIn(caseloads, ({ id, period = '' }) => ({ id, text: id, names: [], note: dates.word(period) }));
  return <Among but={but} listed={listed} onChoose={onChoose} />;
};

export const SurvivorField = ({ of, ...asked }: Asked & { of: StaffRecord<RecordType> }) => {
  if (of.type === 'party') return <AmongParties but={of.id} {...asked} />;
  if (of.type === 'process') return <AmongProcesses but={of.id} {...asked} />;
  if (of.type === 'caseload') return <AmongCaseloads but={of.id} {...asked} />;
  return <OfProcess but={of.id} type={of.type} process={of.process} {...asked} />;
};
