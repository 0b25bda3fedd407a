/** A party found by typing any of its names, in any language, and chosen. */
import { useQuery } from '@tanstack/preact-query';
import { useState } from 'preact/hooks';
import { type ListDoor, useAsk } from '../sign-in/door.ts';
import { useSite } from '../site.ts';
import { type Choosable, Picker } from './picker.tsx';
import { wordsOf } from './text.tsx';

/** The parties of which any name begins so; undefined while they are looked for. */
export const usePartiesNamed = (door: ListDoor, typed: string): readonly Choosable[] | undefined => {
  const { language, say } = useSite();
  const ask = useAsk(door);
  const { data } = useQuery({
    ...ask('/parties', { name: typed.trim(), lang: language, limit: 8 }),
    enabled: typed.trim() !== '',
  });
  return data?.items.map(({ id, name, matched }): Choosable => {
    const text = wordsOf(name, language) || id;
    return {
      id,
      text,
      ...(matched !== undefined && matched !== text && { note: say('party.matched', { name: matched }) }),
    };
  });
};

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
  const [typed, setTyped] = useState('');
  return (
    <Picker
      id={id}
      label={label}
      typed={typed}
      onType={setTyped}
      found={usePartiesNamed(door, typed)}
      onChoose={(chosen) => {
        setTyped('');
        onChoose(chosen);
      }}
    />
  );
};
