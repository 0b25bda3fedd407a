/** What CloudFront compresses on the way: replies at the addresses for which the template says so, of the types and sizes that it takes. */
import { gzipSync } from 'node:zlib';
import * as z from 'zod/mini';
import type { Arrived } from './event.ts';
import type { Reply } from './reply.ts';
import type { Template } from './template.ts';

const Behaviour = z.object({ Compress: z._default(z.boolean(), false) });
const Distribution = z.object({
  DistributionConfig: z.object({
    DefaultCacheBehavior: Behaviour,
    CacheBehaviors: z._default(z.array(z.extend(Behaviour, { PathPattern: z.string() })), []),
  }),
});

// The Developer Guide, "Serve compressed files": of its list of types those that a desk has.
const types =
  /^(?:text\/(?:html|css|javascript|plain|csv|calendar|xml)|application\/(?:json|[\w.-]+\+json|[\w.-]+\+xml))\b/;
const [least, most] = [1_000, 10_000_000];
const statuses = [200, 403, 404];

/** A pattern of CloudFront: `*` stands for any letters, `?` for one. */
const matches = (pattern: string, path: string): boolean => {
  const signs = pattern
    .replace(/[.+^${}()|[\]\\]/g, '\\$&')
    .replaceAll('*', '.*')
    .replaceAll('?', '.');
  return new RegExp(`^/?${signs}$`).test(path);
};

/** Compresses a reply as the first behaviour that matches its address says. What is compressed has a weak ETag of the same text. */
export const compression = (template: Template): ((request: Arrived, reply: Reply) => Reply) => {
  const configs = template
    .ofType('AWS::CloudFront::Distribution')
    .map(({ properties }) => Distribution.parse(properties).DistributionConfig);
  const isOn = (path: string): boolean =>
    configs.some(({ DefaultCacheBehavior, CacheBehaviors }) => {
      const behaviour = CacheBehaviors.find(({ PathPattern }) => matches(PathPattern, path)) ?? DefaultCacheBehavior;
      return behaviour.Compress;
    });
  return ({ target, rawHeaders }, reply) => {
    const fieldOf = (name: string): string => reply.headers.find(([one]) => one === name)?.[1] ?? '';
    const isAsked = rawHeaders.some(
      (value, at) => /^accept-encoding$/i.test(rawHeaders[at - 1] ?? '') && /\bgzip\b/.test(value),
    );
    const { status, headers, body } = reply;
    const isFit =
      statuses.includes(status) && body.length >= least && body.length <= most && types.test(fieldOf('content-type'));
    const [path = ''] = target.split('?');
    if (!isAsked || !isFit || fieldOf('content-encoding') !== '' || !isOn(path)) return reply;
    const weak = headers.map(([name, value]) => [name, name === 'etag' ? value.replace(/^"/, 'W/"') : value] as const);
    return {
      status,
      headers: [...weak, ['vary', 'accept-encoding'], ['content-encoding', 'gzip']],
      body: gzipSync(body),
    };
  };
};
