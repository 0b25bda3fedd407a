/** Dates of records in words, and as `time` where a machine can read them. */
import { useSite } from '../site.ts';
import { Words } from './text.tsx';

const machine = /^\d{4}(-\d{2}(-\d{2})?)?$/;

/** A date as it is known; `within` where an interval means some time in it. */
export const Day = ({ edtf, within = false }: { edtf: string | undefined; within?: boolean }) => {
  const { dates } = useSite();
  const words = <Words of={within ? dates.point(edtf) : dates.word(edtf)} />;
  if (edtf !== undefined && machine.test(edtf)) return <time dateTime={edtf}>{words}</time>;
  return words;
};
