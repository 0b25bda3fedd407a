/** What an address asks, read field by field: each value as its field may have it, and the fields whose values ask nothing. */

const slug = /^(?=.{1,80}$)[a-z0-9]+(-[a-z0-9]+)*$/;
const time = /^\d{4}(-(0[1-9]|1[0-2])(-(0[1-9]|[12]\d|3[01]))?)?$/;

/** A reader of an address. An empty field asks nothing; `faults` are the fields that cannot be understood. */
export const askedIn = <Name extends string>(query: URLSearchParams) => {
  const faults: Name[] = [];
  const text = (name: Name, pattern: RegExp): string | undefined => {
    const value = query.get(name)?.trim() || undefined;
    if (value === undefined || pattern.test(value)) return value;
    faults.push(name);
    return undefined;
  };
  const oneOf = <Term extends string>(name: Name, terms: readonly Term[]): Term | undefined => {
    const value = query.get(name) || undefined;
    const found = terms.find((term) => term === value);
    if (value !== undefined && found === undefined) faults.push(name);
    return found;
  };
  /** From a year, a month or a day to another. */
  const span = (from: Name, to: Name): { from: string | undefined; to: string | undefined } => {
    const found = { from: text(from, time), to: text(to, time) };
    if (found.from !== undefined && found.to !== undefined && found.from > `${found.to}~`) faults.push(from);
    return found;
  };
  return { faults, id: (name: Name) => text(name, slug), day: (name: Name) => text(name, time), oneOf, span };
};
