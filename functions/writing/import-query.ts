/** The parameters of an import's address. */
import { ImportQuery } from '../../shared/contract/import.ts';
import type { Refusal } from '../http/problems.ts';

/** Whether nothing is to be written; 400 for another parameter or value, naming each at fault. */
export const importAsked = (query: URLSearchParams): { dryRun: boolean } | Refusal => {
  const names = [...new Set(query.keys())];
  const faults = names.flatMap((parameter) => {
    if (!Object.hasOwn(ImportQuery.shape, parameter)) return [{ parameter, detail: 'is not a parameter here' }];
    return query.getAll(parameter).length > 1 ? [{ parameter, detail: 'stands twice' }] : [];
  });
  const asked = ImportQuery.safeParse(Object.fromEntries(query));
  if (!asked.success && faults.length === 0) {
    faults.push(...asked.error.issues.map(({ path, message }) => ({ parameter: String(path[0]), detail: message })));
  }
  if (!asked.success || faults.length > 0) return { refused: 'invalid-parameter', errors: faults };
  return { dryRun: asked.data.dryRun === 'true' };
};
