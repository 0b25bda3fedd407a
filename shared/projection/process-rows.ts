/** The rows of a process: itself, and its line in the list of processes. */
import { plainObject } from '../domain/json.ts';
import type { Process } from '../domain/process.ts';
import { daysOf, placed, whenOf } from './date.ts';
import { processes } from './keys.ts';
import { itself, type View } from './reply.ts';
import { noNames, type Row } from './row.ts';

/** The rows of a process as an audience sees it. */
export const processRows = (view: View<Process>): Row[] => {
  const { id, href, form, disputed } = view;
  const { name, level, method, subject, issues, countries, period, status } = form;
  const when = whenOf(period);
  const body = plainObject({
    type: 'process',
    id,
    href,
    name,
    level,
    method,
    subject,
    issues,
    countries,
    period,
    status,
    disputed,
  });
  return [
    itself('process', view),
    { pk: processes, sk: placed(when, 'process', id), body, names: noNames, filters: daysOf(when) },
  ];
};
