/** The patterns that policies name actions and resources by. */

/** Whether a value is covered by a pattern. */
export type Pattern = (value: string) => boolean;

/**
 * `*` stands for any characters, also none, and `?` for one (IAM User Guide, "IAM JSON policy elements: Resource"). Throws at a
 * policy variable (`${…}`): none of our policies has one, and taken by the letter it would mean something else.
 */
export const wildcards = (text: string, flags = ''): Pattern => {
  if (text.includes('${')) throw new Error(`policy variables are not understood: ${text}`);
  const source = text
    .replaceAll(/[.+^$()|[\]{}\\]/g, '\\$&')
    .replaceAll('*', '.*')
    .replaceAll('?', '.');
  const expression = new RegExp(`^${source}$`, `s${flags}`);
  return (value) => expression.test(value);
};

/** A pattern of actions, `dynamodb:Get*` or `*`. Letter case does not matter; the service has no wildcards. */
export const actionPattern = (text: string): Pattern => {
  if (text === '*') return () => true;
  if (!/^[a-z0-9-]+:[a-z0-9*?]+$/i.test(text)) throw new Error(`not the name of an action: ${text}`);
  return wildcards(text, 'i');
};

/** An ARN has six parts; the last of them may have colons of its own. */
const partsOf = (arn: string): string[] => {
  const parts = arn.split(':');
  return [...parts.slice(0, 5), parts.slice(5).join(':')];
};

/**
 * A pattern of resources: `*`, or an ARN whose parts each have their own wildcards (IAM User Guide, "Identify AWS resources with
 * Amazon Resource Names"). A call on no resource in particular is one on `*`, which no ARN covers.
 */
export const resourcePattern = (text: string): Pattern => {
  if (text === '*') return () => true;
  if (!/^arn(:[^:]*){4}:./.test(text)) throw new Error(`not the name of a resource: ${text}`);
  const patterns = partsOf(text).map((part) => wildcards(part));
  return (resource) => {
    const parts = partsOf(resource);
    return patterns.every((pattern, index) => pattern(parts[index] ?? ''));
  };
};
