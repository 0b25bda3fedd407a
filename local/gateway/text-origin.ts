/** The files that CloudFront serves from a bucket, without a function: by the paths that the template gives it. */
import * as z from 'zod/mini';
import type { Bucket } from '../s3/bucket.ts';
import { S3Error } from '../s3/error.ts';
import type { Objects } from '../s3/objects.ts';
import type { Arrived } from './event.ts';
import { ownReply, type Reply } from './reply.ts';
import type { Resolve } from './resolve.ts';
import type { Template } from './template.ts';

const Distribution = z.object({
  DistributionConfig: z.object({
    Origins: z.array(z.object({ Id: z.string(), DomainName: z.unknown() })),
    CacheBehaviors: z._default(
      z.array(z.object({ PathPattern: z.string(), TargetOriginId: z.string(), AllowedMethods: z.array(z.string()) })),
      [],
    ),
  }),
});

/** Where the objects of a desk are, and in which buckets. */
type Files = { readonly objects: Objects; readonly buckets: ReadonlyMap<string, Bucket> };

/** The paths of a template behind which is a bucket: how each begins, which methods it takes, and the bucket. */
const pathsTo = (template: Template, resolve: Resolve, { buckets }: Files) =>
  template.ofType('AWS::CloudFront::Distribution').flatMap(({ properties, stack }) => {
    const { Origins, CacheBehaviors } = Distribution.parse(properties).DistributionConfig;
    return CacheBehaviors.flatMap(({ PathPattern, TargetOriginId, AllowedMethods }) => {
      const origin = Origins.find(({ Id }) => Id === TargetOriginId);
      const host = String(resolve(origin?.DomainName ?? '', stack));
      const bucket = [...buckets.values()].find(({ name }) => host === `${name}.s3.amazonaws.com`);
      return bucket ? [{ begin: PathPattern.replace(/\*$/, ''), methods: AllowedMethods, bucket }] : [];
    });
  });

/** What is said with an object, and is no business of whoever fetches it. */
const isInternal = (name: string): boolean => name.startsWith('x-amz-');

/** Answers requests for files in a bucket; undefined for all others. Of what is not there CloudFront says 403, as S3 does. */
export const textOrigin = (template: Template, resolve: Resolve, files: Files) => {
  const paths = pathsTo(template, resolve, files);
  return async ({ method, target }: Arrived): Promise<Reply | undefined> => {
    const [path = ''] = target.split('?');
    const found = paths.find(({ begin }) => path.startsWith(begin));
    if (!found) return undefined;
    const { bucket, methods } = found;
    if (!methods.includes(method)) return ownReply(403);
    try {
      const version = await files.objects.find(bucket, decodeURIComponent(path.slice(1)));
      const parts: Uint8Array[] = [];
      if (method === 'GET') for await (const part of files.objects.read(bucket, version)) parts.push(part);
      const headers = Object.entries(version.headers).filter(([name]) => !isInternal(name));
      return { status: 200, headers: [['etag', `"${version.md5}"`], ...headers], body: Buffer.concat(parts) };
    } catch (error) {
      if (error instanceof S3Error || error instanceof URIError) return ownReply(403);
      throw error;
    }
  };
};
