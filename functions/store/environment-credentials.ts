/** Stands in a bundle for the SDK's chain of credential providers: a Lambda has its keys in the environment, always. */
const needed = (name: string): string => {
  const value = process.env[name];
  if (!value) throw new Error(`The environment lacks ${name}`);
  return value;
};

/** What the SDK's client asks for its keys by default; the rest of the chain (files, SSO, IMDS …) is 30 kB of no use. */
export const defaultProvider = () => {
  // Said when the client is made: of an error in a call the log would keep the place, and not the name.
  for (const name of ['AWS_REGION', 'AWS_ACCESS_KEY_ID', 'AWS_SECRET_ACCESS_KEY']) needed(name);
  return async () => {
    const { AWS_SESSION_TOKEN: sessionToken } = process.env;
    return {
      accessKeyId: needed('AWS_ACCESS_KEY_ID'),
      secretAccessKey: needed('AWS_SECRET_ACCESS_KEY'),
      ...(sessionToken && { sessionToken }),
    };
  };
};
