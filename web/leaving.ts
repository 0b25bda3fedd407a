/** Whether a page may be left: what is typed on it and kept nowhere else is asked about first, whichever way it is left. */
import { useEffect, useRef } from 'preact/hooks';

const held = new Set<() => boolean>();

/** Asks whoever is about to leave, where something would be lost; true where nothing would be, or they go all the same. */
export const mayLeave = (): boolean => [...held].every((ask) => ask());

/** Holds the page as long as something would be lost with it. What is answered lets it go at once, as after a save. */
export const useHold = (isHeld: boolean, question: string): (() => void) => {
  const letGo = useRef(() => {});
  useEffect(() => {
    if (!isHeld) return;
    const ask = (): boolean => window.confirm(question);
    // To another document the browser asks, in words of its own.
    const unload = (event: BeforeUnloadEvent): void => event.preventDefault();
    held.add(ask);
    window.addEventListener('beforeunload', unload);
    letGo.current = () => {
      held.delete(ask);
      window.removeEventListener('beforeunload', unload);
    };
    return letGo.current;
  }, [isHeld, question]);
  return () => letGo.current();
};
