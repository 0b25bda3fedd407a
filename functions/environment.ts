/** The environment of a function, as it is read: never by the code that uses it, but once, where everything is made. */

export type Environment = Readonly<Record<string, string | undefined>>;

/** The value of a variable; one that is missing or empty is an error that names it. */
export const needed = (env: Environment, name: string): string => {
  const value = env[name];
  if (!value) throw new Error(`The environment lacks ${name}`);
  return value;
};
