/** Which route of an HTTP API a request takes. */

/** A route that a request takes, and the values of the variables in its path. */
export type Taken<Route> = { readonly route: Route; readonly variables: Readonly<Record<string, string>> };

/** A path of a route as it is compared: the fixed segments say themselves, a variable says its name. */
type Segment = { readonly fixed: string } | { readonly variable: string; readonly greedy: boolean };

const segmentOf = (text: string): Segment => {
  const [, variable, plus] = /^\{(.+?)(\+)?\}$/.exec(text) ?? [];
  return variable === undefined ? { fixed: text } : { variable, greedy: plus !== undefined };
};

/** A segment outranks another: said in full before a variable, a variable before one that takes all the rest. */
const rankOf = (segment: Segment | undefined): number => {
  if (segment === undefined || 'fixed' in segment) return 0;
  return segment.greedy ? 2 : 1;
};

/** Below zero when the first path is the more special one. */
const byPath = (a: readonly Segment[], b: readonly Segment[]): number => {
  for (let at = 0; at < Math.max(a.length, b.length); at += 1) {
    const difference = rankOf(a[at]) - rankOf(b[at]);
    if (difference !== 0) return difference;
  }
  return 0;
};

const match = (segments: readonly Segment[], parts: readonly string[]): Record<string, string> | undefined => {
  const variables: Record<string, string> = {};
  for (const [at, segment] of segments.entries()) {
    const part = parts[at];
    if (part === undefined) return undefined;
    if ('fixed' in segment) {
      if (segment.fixed !== part) return undefined;
      continue;
    }
    const value = segment.greedy ? parts.slice(at).join('/') : part;
    if (value === '') return undefined;
    variables[segment.variable] = value;
    if (segment.greedy) return variables;
  }
  return segments.length === parts.length ? variables : undefined;
};

/**
 * Picks routes by API Gateway's order (Developer Guide, "Create routes for HTTP APIs": full match, then a greedy variable, then
 * `$default`). Of two paths that match alike, the one that says the method goes before the one that takes `ANY`. A trailing
 * slash makes another path, and a variable is never empty. `path` is decoded.
 */
export const routing = <Route extends { readonly key: string }>(
  routes: readonly Route[],
): ((method: string, path: string) => Taken<Route> | undefined) => {
  const known = routes
    .filter(({ key }) => key !== '$default')
    .map((route) => {
      const [method = '', path = ''] = route.key.split(' ');
      return { route, method, segments: path.split('/').map(segmentOf) };
    })
    .sort((a, b) => byPath(a.segments, b.segments) || Number(a.method === 'ANY') - Number(b.method === 'ANY'));
  const otherwise = routes.find(({ key }) => key === '$default');

  return (method, path) => {
    const parts = path.split('/');
    for (const { route, method: taken, segments } of known) {
      if (taken !== 'ANY' && taken !== method) continue;
      const variables = match(segments, parts);
      if (variables) return { route, variables };
    }
    return otherwise && { route: otherwise, variables: {} };
  };
};
