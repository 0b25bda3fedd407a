/** Many records at once: a file of them is tried first, with a verdict on each row, and then saved. */
import { useEffect, useRef, useState } from 'preact/hooks';
import type { Got, Refused } from '../../shared/contract/client.ts';
import type { ImportVerdict } from '../../shared/contract/import.ts';
import type { Page } from '../page.ts';
import { Columns } from '../part/columns.tsx';
import { fieldWords } from '../part/field-word.ts';
import { RefusedLine } from '../part/read.tsx';
import { Scroll } from '../part/scroll.tsx';
import { PlaceName } from '../part/value.tsx';
import { useStaff } from '../sign-in/door.ts';
import { ForSignedIn } from '../sign-in/for-signed-in.tsx';
import { useSite, useTitle } from '../site.ts';
import { batchesOf } from '../staff/batch.ts';
import { FaultText } from '../staff/fault.tsx';

type Verdict = Got<typeof ImportVerdict>;
const verdicts = ['created', 'updated', 'unchanged', 'conflict', 'refused', 'deferred'] as const;

type State =
  | { readonly is: 'empty' }
  | { readonly is: 'going' | 'tried' | 'saved'; readonly done: number; readonly found: readonly Verdict[] }
  | { readonly is: 'refused'; readonly refused: Refused; readonly isDry: boolean; readonly found: readonly Verdict[] };

/** A line of the file that has something on it, and its number there. */
type Line = { readonly number: number; readonly text: string };

const linesIn = (text: string): Line[] =>
  text
    .split('\n')
    .map((line, index) => ({ number: index + 1, text: line }))
    .filter((line) => line.text.trim() !== '');

/** The verdicts of a file: how many of each, and the rows on which there is something to say. */
const Verdicts = ({ of }: { of: readonly Verdict[] }) => {
  const { say } = useSite();
  const called = (field: string): string => {
    const word = fieldWords[field];
    return word ? say(word) : field;
  };
  const counted = verdicts.map((one) => [one, of.filter(({ verdict }) => verdict === one).length] as const);
  const rows = of.filter(({ verdict }) => verdict !== 'unchanged');
  return (
    <>
      <ul class="govuk-list">
        {counted
          .filter(([, count]) => count > 0)
          .map(([one, count]) => (
            <li key={one}>
              {say(`verdict.${one}`)}: {count}
            </li>
          ))}
      </ul>
      <Scroll label={say('import.rows')}>
        <table class="govuk-table">
          <caption class="govuk-table__caption">{say('import.rows')}</caption>
          <Columns of={['import.line', 'import.record', 'import.verdict', 'import.why']} />
          <tbody class="govuk-table__body">
            {rows.map(({ line, type, id, verdict, fields = [], pending = [], errors = [] }) => (
              <tr key={line} class="govuk-table__row">
                <th scope="row" class="govuk-table__header">
                  {line}
                </th>
                <td class="govuk-table__cell">
                  {type && say(`record.${type}`)} {id}
                </td>
                <td class="govuk-table__cell">{say(`verdict.${verdict}`)}</td>
                <td class="govuk-table__cell">
                  {fields.map(called).join(', ')}
                  {pending.length > 0 && `${say('import.pending')}: ${pending.join(', ')}`}
                  {errors.map(({ pointer, detail }) => (
                    <span key={pointer + detail} class="app-line">
                      {pointer && (
                        <>
                          <PlaceName type={type ?? undefined} at={pointer} names={undefined} />:{' '}
                        </>
                      )}
                      <FaultText of={{ pointer, detail }} />
                    </span>
                  ))}
                </td>
              </tr>
            ))}
          </tbody>
        </table>
      </Scroll>
    </>
  );
};

const Importing = () => {
  const { say } = useSite();
  const staff = useStaff();
  const [lines, setLines] = useState<readonly Line[]>([]);
  const [state, setState] = useState<State>({ is: 'empty' });
  const said = useRef<HTMLParagraphElement>(null);
  // The button that was pressed is gone.
  useEffect(() => {
    if (state.is === 'saved') said.current?.focus();
  }, [state.is]);
  /** Batch after batch; a line keeps the number that it has in the file. */
  const send = async (all: readonly Line[], dryRun: boolean): Promise<void> => {
    const found: Verdict[] = [];
    let done = 0;
    for (const batch of batchesOf(all.map(({ text }) => text))) {
      setState({ is: 'going', done, found });
      const answer = await staff.importRecords(batch, { dryRun });
      if (!answer.ok) return setState({ is: 'refused', refused: answer, isDry: dryRun, found });
      for (const verdict of answer.reply) {
        const line = all[verdict.line + done - 1]?.number ?? verdict.line + done;
        found.push({ ...verdict, line });
      }
      done += batch.length;
    }
    setState({ is: dryRun ? 'tried' : 'saved', done, found });
  };
  const take = async (file: File | undefined): Promise<void> => {
    if (!file) return;
    const read = linesIn(await file.text());
    setLines(read);
    await send(read, true);
  };
  return (
    <>
      <div class="govuk-form-group">
        <label class="govuk-label" for="file">
          {say('import.file')}
        </label>
        <input
          class="govuk-file-upload"
          type="file"
          id="file"
          accept=".ndjson,.jsonl,application/x-ndjson"
          onChange={(event) => void take(event.currentTarget.files?.[0])}
        />
      </div>
      {state.is === 'refused' && (
        <>
          <RefusedLine of={state.refused} />
          <p class="govuk-body">{say(state.isDry ? 'import.stopped-trying' : 'import.stopped')}</p>
          <button type="button" class="govuk-button" onClick={() => void send(lines, state.isDry)}>
            {say('import.again')}
          </button>
          {state.found.length > 0 && <Verdicts of={state.found} />}
        </>
      )}
      {state.is === 'going' && (
        <p class="govuk-body" role="status">
          <label for="progress">{say('import.going', { done: state.done, all: lines.length })}</label>{' '}
          <progress id="progress" value={state.done} max={lines.length} />
        </p>
      )}
      {(state.is === 'tried' || state.is === 'saved') && (
        <>
          <p class="govuk-body" role="status" tabIndex={-1} ref={said}>
            {say(state.is === 'tried' ? 'import.tried' : 'import.saved')}
          </p>
          {state.is === 'tried' && (
            <button type="button" class="govuk-button" onClick={() => void send(lines, false)}>
              {say('import.do')}
            </button>
          )}
          <Verdicts of={state.found} />
        </>
      )}
    </>
  );
};

const Import = () => {
  const { say } = useSite();
  useTitle(say('import.title'));
  return (
    <>
      <h1 class="govuk-heading-l">{say('import.title')}</h1>
      <p class="govuk-body-l">{say('import.lead')}</p>
      <ForSignedIn groups={['staff']}>{() => <Importing />}</ForSignedIn>
    </>
  );
};

export const importing: Page = { needs: () => [], View: Import };
