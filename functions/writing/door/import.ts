/** An import at the staff door: lines in, a verdict on each out. */
import { isRefusal } from '../../http/problems.ts';
import { linesBody } from '../body.ts';
import type { Deps } from '../deps.ts';
import { importLines } from '../import.ts';
import { importAsked } from '../import-query.ts';
import { type Handler, reasonIn, refuse } from './request.ts';

export const postImport =
  (deps: Deps): Handler =>
  async (c) => {
    const asked = importAsked(new URL(c.req.url).searchParams);
    if (isRefusal(asked)) return refuse(c, asked);
    const lines = await linesBody(c.req.raw);
    if (isRefusal(lines)) return refuse(c, lines);
    const why = reasonIn(c);
    if (isRefusal(why)) return refuse(c, why);
    const request = { lines, caller: c.get('caller'), reason: why.reason, dryRun: asked.dryRun };
    const verdicts = await importLines(deps, request);
    const body = verdicts.map((verdict) => `${JSON.stringify(verdict)}\n`).join('');
    return c.body(body, 200, { 'Content-Type': 'application/x-ndjson' });
  };
