/** A record that no reply has named: whoever is signed in may ask what it is called; on the pages of the public it is its id. */
import { type ComponentType, createContext } from 'preact';
import { useContext } from 'preact/hooks';
import type { Named } from './name.tsx';

/** A record that may be of any of some types. */
export type Asked = { readonly types: readonly Named[]; readonly id: string };

const Context = createContext<ComponentType<Asked> | undefined>(undefined);
export const LookUpProvider = Context.Provider;

export const Unnamed = (asked: Asked) => {
  const LookUp = useContext(Context);
  return LookUp ? <LookUp {...asked} /> : asked.id;
};
