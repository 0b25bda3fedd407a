/** What a desk answers under `/issuer`: the issuer, and the page at which people say who they are. */
import type { IncomingMessage, RequestListener, ServerResponse } from 'node:http';
import { text } from 'node:stream/consumers';
import { errors, type Provider } from 'oidc-provider';
import { safeHeaders } from '../../functions/http/safe-headers.ts';
import { type DeskIssuer, issuerPath } from '../issuer.ts';
import { password, personCalled } from '../people.ts';
import type { SiteClient } from './client.ts';
import { faultPage, pagePolicy, signInPage } from './page.ts';
import { attemptPath, signInProvider } from './provider.ts';

/** The most that the form of the page may have, in bytes. */
const mostForm = 4_096;

const show = (response: ServerResponse, status: number, page: string): void => {
  response
    .writeHead(status, {
      ...safeHeaders,
      'Content-Security-Policy': pagePolicy,
      'Content-Type': 'text/html; charset=utf-8',
    })
    .end(page);
};

/** The fields of a form; undefined where it is too large for one of ours. */
const formOf = async (request: IncomingMessage): Promise<URLSearchParams | undefined> => {
  if (Number(request.headers['content-length'] ?? Number.POSITIVE_INFINITY) > mostForm) return undefined;
  return new URLSearchParams(await text(request));
};

/** Shows the page of an attempt to sign in, and takes its form. */
const attempt = async (provider: Provider, request: IncomingMessage, response: ServerResponse): Promise<void> => {
  const { uid } = await provider.interactionDetails(request, response);
  const action = attemptPath + uid;
  if (request.url !== action) return show(response, 404, faultPage('There is no such attempt to sign in.'));
  if (request.method !== 'POST') return show(response, 200, signInPage(action));
  const form = await formOf(request);
  if (!form) return show(response, 413, faultPage('This is too large for a name and a password.'));
  const name = form.get('name')?.trim() ?? '';
  const person = personCalled(name);
  if (!person || form.get('password') !== password) return show(response, 422, signInPage(action, name));
  return provider.interactionFinished(request, response, { login: { accountId: person.sub } });
};

/** The issuer of a desk for its client, as what answers under its path. */
export const signIn = (issuer: DeskIssuer, client: SiteClient, clock: () => Date): RequestListener => {
  const provider = signInProvider(issuer, client, clock);
  const answer = provider.callback();
  const { host } = new URL(issuer.issuer);
  return (request, response) => {
    // It has one name, by whatever name of this machine it was reached.
    request.headers.host = host;
    if (request.url?.startsWith(attemptPath)) {
      attempt(provider, request, response).catch((error) => {
        const hasEnded = error instanceof errors.OIDCProviderError;
        const fault = hasEnded ? 'This attempt to sign in has ended.' : 'Something went wrong on our side.';
        show(response, hasEnded ? 400 : 500, faultPage(fault));
      });
      return;
    }
    Object.assign(request, { originalUrl: request.url, url: request.url?.slice(issuerPath.length) || '/' });
    void answer(request, response);
  };
};
