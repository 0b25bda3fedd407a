/** A party found by typing any of its names, in any language, and chosen. */
import { useQuery } from '@tanstack/preact-query';
import { useState } from 'preact/hooks';
import { type ListDoor, useAsk } from '../sign-in/door.ts';
import { useSite } from '../site.ts';
import { type Choosable, Picker } from './picker.tsx';
import { wordsOf } from './text.tsx';

export const PartyPicker = ({
  id,
  label,
  door,
  onChoose,
}: {
  id: string;
  label: string;
  door: ListDoor;
  onChoose: (chosen: Choosable) => void;
}) => {
  const { language, say } = useSite();
  const ask = useAsk(door);
  const [typed, setTyped] = useState('');
  const { data } = useQuery({
    ...ask('/parties', { name: typed.trim(), lang: language, limit: 8 }),
    enabled: typed.trim() !== '',
  });
  const found = data?.items.map(({ id: party, name, matched }): Choosable => {
    const text = wordsOf(name, language) || party;
    return {
      id: party,
      text,
      ...(matched !== undefined && matched !== text && { note: say('party.matched', { name: matched }) }),
    };
  });
  return (
    <Picker
      id={id}
      label={label}
      typed={typed}
      onType={setTyped}
      found={found}
      onChoose={(chosen) => {
        setTyped('');
        onChoose(chosen);
      }}
    />
  );
};
