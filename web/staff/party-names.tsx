/** What the parties of a form are called: as the reply that it began with has it, or as they were found when they were chosen. */
import { type ComponentChildren, createContext } from 'preact';
import { useContext, useState } from 'preact/hooks';
import type { Names } from '../part/name.tsx';
import type { Choosable } from '../part/picker.tsx';
import { wordsOf } from '../part/text.tsx';
import { useSite } from '../site.ts';

type PartyNames = { readonly nameOf: (party: string) => string; readonly learn: (chosen: Choosable) => void };

const Context = createContext<PartyNames>({ nameOf: (party) => party, learn: () => {} });
export const usePartyNames = (): PartyNames => useContext(Context);

export const PartyNamesProvider = ({ names, children }: { names: Names | undefined; children: ComponentChildren }) => {
  const { language } = useSite();
  const [chosen, setChosen] = useState<Readonly<Record<string, string>>>({});
  const nameOf = (party: string): string => chosen[party] ?? (wordsOf(names?.parties[party]?.name, language) || party);
  const learn = ({ id, text }: Choosable): void => setChosen((before) => ({ ...before, [id]: text }));
  return <Context.Provider value={{ nameOf, learn }}>{children}</Context.Provider>;
};
