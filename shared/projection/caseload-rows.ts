/** The rows of a caseload: itself, and in the list by institution and period, with what does not add up in it. */
import type { Caseload } from '../domain/caseload.ts';
import { warningsOfMeasures } from '../domain/caseload-warnings.ts';
import { daysOf, placed, whenOf } from './date.ts';
import { caseloads } from './keys.ts';
import { itself, type View } from './reply.ts';
import type { Row } from './row.ts';

/** The rows of a caseload as an audience sees it: none without its institution. */
export const caseloadRows = (view: View<Caseload>): Row[] => {
  const { id, form } = view;
  const when = whenOf(form.period);
  const warnings = warningsOfMeasures(form.measures ?? []);
  const body = { ...view.reply, ...(warnings.length > 0 && { warnings }) };
  const sk = `${form.institution ?? ''}#${placed(when, 'caseload', id)}`;
  return [
    itself('caseload', { ...view, reply: body }),
    { pk: caseloads, sk, body, names: view.names, filters: daysOf(when) },
  ];
};
