/** Changes of an address by which what is shown changes under the hand: focus and scrolling stay where they are. */
import { navigate } from 'wouter-preact/use-browser-location';

const staying = 'staying';

/** Goes to an address of the same page. Nothing is added to the history: it is the same question, seen otherwise. */
export const stayAt = (address: string): void => navigate(address, { replace: true, state: staying });

/** Whether the address that is there now was come to so. */
export const hasStayed = (): boolean => window.history.state === staying;
