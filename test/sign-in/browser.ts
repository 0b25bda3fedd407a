/** A browser as far as signing in needs one: it keeps cookies by their path, sends forms, and follows no redirect unasked. */

type Cookie = { readonly value: string; readonly path: string };

/** A page as it came. `location` is where it sends on to. */
export type Page = {
  readonly status: number;
  readonly headers: Headers;
  readonly text: string;
  readonly location: URL | undefined;
};

export type Browser = {
  get(address: string | URL): Promise<Page>;
  post(address: string | URL, form: Readonly<Record<string, string>>): Promise<Page>;
  /** Follows redirects for as long as they stay under a path. */
  follow(page: Page, under: string): Promise<Page>;
};

/** A browser without any cookie. */
export const newBrowser = (): Browser => {
  const jar = new Map<string, Cookie>();
  const keep = (line: string): void => {
    const [pair = '', ...attributes] = line.split('; ');
    const [name = '', value = ''] = pair.split('=');
    const path = attributes.find((one) => one.toLowerCase().startsWith('path='))?.slice(5) ?? '/';
    if (value === '') jar.delete(name);
    else jar.set(name, { value, path });
  };
  const ask = async (address: string | URL, init: RequestInit = {}): Promise<Page> => {
    const url = new URL(address);
    const sent = [...jar].filter(([, { path }]) => url.pathname.startsWith(path));
    const headers = { accept: 'text/html', cookie: sent.map(([name, { value }]) => `${name}=${value}`).join('; ') };
    const reply = await fetch(url, { ...init, headers, redirect: 'manual' });
    reply.headers.getSetCookie().forEach(keep);
    const location = reply.headers.get('location');
    return {
      status: reply.status,
      headers: reply.headers,
      text: await reply.text(),
      location: location === null ? undefined : new URL(location, url),
    };
  };
  const follow = async (page: Page, under: string): Promise<Page> =>
    page.location?.pathname.startsWith(under) ? follow(await ask(page.location), under) : page;
  return {
    get: ask,
    post: (address, form) => ask(address, { method: 'POST', body: new URLSearchParams(form) }),
    follow,
  };
};
