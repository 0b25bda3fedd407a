/** The process that something is of, among those that there are; what is chosen stays, listed or not. */
import { wordsOf } from '../part/text.tsx';
import { type ListDoor, useDoor } from '../sign-in/door.ts';
import { useSite } from '../site.ts';
import { SelectField } from './field.tsx';

export const ProcessField = ({
  at,
  value,
  door,
  onChange,
}: {
  at: string;
  value: string | undefined;
  door: ListDoor;
  onChange: (process: string | undefined) => void;
}) => {
  const { say, language } = useSite();
  const processes = useDoor(door, '/processes', { limit: 100 });
  const listed = processes.is === 'read' ? processes.reply.items : [];
  const ids = new Set([...listed.map(({ id }) => id), ...(value === undefined ? [] : [value])]);
  return (
    <SelectField
      at={at}
      label={say('field.process')}
      value={value}
      words={[...ids]}
      any={say('staff.unsaid')}
      name={(id) => wordsOf(listed.find((one) => one.id === id)?.name, language) || id}
      onChange={onChange}
    />
  );
};
