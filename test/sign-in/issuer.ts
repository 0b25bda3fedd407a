/** The issuer of a desk at a port of its own, for the client of the template. */
import { once } from 'node:events';
import { createServer } from 'node:http';
import { dataFolder } from '../../local/data-folder.ts';
import { front } from '../../local/front.ts';
import { type DeskIssuer, openIssuer } from '../../local/issuer.ts';
import { siteClientOf } from '../../local/sign-in/client.ts';
import { signIn } from '../../local/sign-in/sign-in.ts';
import { freePort, newFolder } from '../local/desk-process.ts';
import { resolve, template } from '../policy/deployed.ts';

/** What stands there: `origin` is the site's, which answers nothing but the issuer. */
export type StandingIssuer = { readonly issuer: DeskIssuer; readonly origin: string; close(): void };

export const standingIssuer = async (): Promise<StandingIssuer> => {
  const folder = dataFolder({ DATA_DIR: newFolder() });
  if (!folder.ok) throw new Error(folder.sentence);
  const port = await freePort();
  const issuer = await openIssuer(folder, port);
  if (!issuer.ok) throw new Error(issuer.sentence);
  // The template is read as that of a desk at port 3000.
  const known = siteClientOf(template, resolve, 'http://localhost:3000');
  const here = (address: string): string => address.replace(':3000/', `:${port}/`);
  const client = { ...known, redirects: known.redirects.map(here), logouts: known.logouts.map(here) };
  const listener = signIn(issuer, client, () => new Date());
  const server = createServer(front({ issuer: listener, gateway: undefined, ready: true }));
  await once(server.listen(port, 'localhost'), 'listening');
  return {
    issuer,
    origin: `http://localhost:${port}`,
    close: () => {
      server.closeAllConnections();
      server.close();
    },
  };
};
