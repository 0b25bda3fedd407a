/** What CloudFront sets on the way: header fields of a request that the template gives the origin, and those that replies lack. */
import * as z from 'zod/mini';
import type { Reply } from './reply.ts';
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

// A kind of header field that is not here is an error, lest it be passed over.
const Override = z.object({ Override: z.boolean() });
const SecurityHeaders = z.strictObject({
  StrictTransportSecurity: z.extend(Override, {
    AccessControlMaxAgeSec: z.number(),
    IncludeSubdomains: z._default(z.boolean(), false),
  }),
  ContentTypeOptions: Override,
  ContentSecurityPolicy: z.extend(Override, { ContentSecurityPolicy: z.string() }),
  FrameOptions: z.extend(Override, { FrameOption: z.string() }),
  ReferrerPolicy: z.extend(Override, { ReferrerPolicy: z.string() }),
});
const Policy = z.object({
  ResponseHeadersPolicyConfig: z.object({ SecurityHeadersConfig: SecurityHeaders }),
});

/**
 * Adds to a reply what the one response headers policy of a template says, over what it has where the policy overrides. So
 * the gateway's own refusals have safe headers too. Throws where a template has no such policy, or several.
 */
export const replyHeaders = (template: Template, resolve: Resolve): ((reply: Reply) => Reply) => {
  const [policy, ...others] = template.ofType('AWS::CloudFront::ResponseHeadersPolicy');
  if (!policy || others.length > 0) throw new Error('A template for a desk has one policy for the headers of replies');
  const { SecurityHeadersConfig: said } = Policy.parse(
    resolve(policy.properties, policy.stack),
  ).ResponseHeadersPolicyConfig;
  const { StrictTransportSecurity: strict } = said;
  const subdomains = strict.IncludeSubdomains ? '; includeSubDomains' : '';
  const set = [
    ['strict-transport-security', `max-age=${strict.AccessControlMaxAgeSec}${subdomains}`, strict],
    ['x-content-type-options', 'nosniff', said.ContentTypeOptions],
    ['content-security-policy', said.ContentSecurityPolicy.ContentSecurityPolicy, said.ContentSecurityPolicy],
    ['x-frame-options', said.FrameOptions.FrameOption, said.FrameOptions],
    ['referrer-policy', said.ReferrerPolicy.ReferrerPolicy, said.ReferrerPolicy],
  ] as const;
  return (reply) => {
    const has = (name: string): boolean => reply.headers.some(([one]) => one === name);
    const added = set.filter(([name, , { Override: over }]) => over || !has(name));
    const kept = reply.headers.filter(([one]) => !added.some(([name]) => name === one));
    return { ...reply, headers: [...kept, ...added.map(([name, value]) => [name, value] as const)] };
  };
};
