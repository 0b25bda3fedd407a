/** What CloudFront sets in a request on its way to the HTTP API: the header fields that the template gives the origin. */
import * as z from 'zod/mini';
import type { Resolve } from './resolve.ts';
import type { Template } from './template.ts';

const Distribution = z.object({
  DistributionConfig: z.object({
    Origins: z.array(z.object({ DomainName: z.unknown(), OriginCustomHeaders: z._default(z.array(z.unknown()), []) })),
  }),
});
const Origin = z.object({
  DomainName: z.string(),
  OriginCustomHeaders: z.array(z.object({ HeaderName: z.string(), HeaderValue: z.string() })),
});

/** The header fields that a distribution of the template sets for the origin of this host, whatever a caller sent. */
export const originHeaders = (template: Template, resolve: Resolve, host: string): ReadonlyMap<string, string> => {
  const origins = template.ofType('AWS::CloudFront::Distribution').flatMap(({ properties, stack }) => {
    const { Origins } = Distribution.parse(properties).DistributionConfig;
    return Origins.map((origin) => Origin.parse(resolve(origin, stack)));
  });
  const custom = origins
    .filter(({ DomainName }) => DomainName === host)
    .flatMap(({ OriginCustomHeaders }) => OriginCustomHeaders)
    .map(({ HeaderName, HeaderValue }) => [HeaderName.toLowerCase(), HeaderValue] as const);
  return new Map([['host', host], ...custom]);
};
