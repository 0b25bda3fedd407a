/** What records are called that a comparison names and no reply does: one reading each, and the id until it is there, or where it is not. */
import type { ComponentChildren } from 'preact';
import type { ReadingPath } from '../../shared/contract/reading-operations.ts';
import type { RecordType } from '../../shared/domain/record-type.ts';
import { Text } from '../part/text.tsx';
import { type Asked, LookUpProvider } from '../part/unnamed.tsx';
import { listDoorOf, useDoor } from '../sign-in/door.ts';
import { useSignedIn } from '../sign-in/signed-in.ts';
import { titleOf } from './record-title.ts';

/** Where a record of each type is read. */
export const readings = {
  process: '/processes/:id',
  round: '/rounds/:id',
  party: '/parties/:id',
  document: '/documents/:id',
  outcome: '/outcomes/:id',
  caseload: '/caseloads/:id',
} as const satisfies Record<RecordType, ReadingPath>;

const OfType = ({ type, id, others }: { type: keyof typeof readings; id: string; others: Asked['types'] }) => {
  const signedIn = useSignedIn();
  const reading = useDoor(signedIn ? listDoorOf(signedIn) : 'analyst', readings[type], { id });
  if (reading.is === 'read') return <Text of={titleOf(reading.reply)} or={id} quiet />;
  return reading.is === 'refused' ? <LookUp types={others} id={id} /> : id;
};

/** Of some types the first that has it. */
const LookUp = ({ types: [type, ...others], id }: Asked) =>
  type === undefined ? id : <OfType type={type} id={id} others={others} />;

/** What stands in it finds its names. */
export const LookingUp = ({ children }: { children: ComponentChildren }) => (
  <LookUpProvider value={LookUp}>{children}</LookUpProvider>
);
