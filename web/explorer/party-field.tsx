/** The field for a party that is asked for: any of its names is typed, and its id stands in the address. */
import { useQuery } from '@tanstack/preact-query';
import { useState } from 'preact/hooks';
import { usePartiesNamed } from '../part/party-picker.tsx';
import { type Choosable, Picker } from '../part/picker.tsx';
import { wordsOf } from '../part/text.tsx';
import { type ListDoor, refusalIn, useAsk } from '../sign-in/door.ts';
import { useSite } from '../site.ts';

/** What stands in the field: typed letters, or the party that was chosen by them. */
type Typed = { readonly text: string; readonly chosen?: Choosable };

export const PartyField = ({
  name,
  label,
  asked,
  door,
  fault,
}: {
  name: string;
  label: string;
  /** The id that the address has, empty where it has none. */
  asked: string;
  door: ListDoor;
  fault: string | undefined;
}) => {
  const { say, language } = useSite();
  const ask = useAsk(door);
  const [typed, setTyped] = useState<Typed>();
  const known = useQuery({ ...ask('/parties/:id', { id: asked }), enabled: asked !== '' && fault === undefined });
  const isNobody = known.error !== null && refusalIn(known.error).status === 404;
  const text = typed?.text ?? (wordsOf(known.data?.name, language) || asked);
  const found = usePartiesNamed(door, typed && !typed.chosen ? typed.text : '');
  return (
    <>
      <Picker
        id={name}
        label={label}
        typed={text}
        found={found}
        hint="name-hint"
        fault={fault ?? (isNobody ? say('explorer.nobody', { field: label }) : undefined)}
        onType={(letters) => setTyped({ text: letters })}
        onChoose={(chosen) => setTyped({ text: chosen.text, chosen })}
      />
      {/* Letters by which nobody was chosen are sent as they are, so that the field says so. */}
      <input type="hidden" name={name} value={typed ? (typed.chosen?.id ?? typed.text) : asked} />
    </>
  );
};
