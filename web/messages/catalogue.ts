/** A catalogue: everything that the interface says, by key. One that lacks a key, or has one too many, does not compile. */
import type { en } from './en.ts';

export type MessageKey = keyof typeof en;
export type Catalogue = Readonly<Record<MessageKey, string>>;
