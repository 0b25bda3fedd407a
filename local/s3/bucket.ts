/** The buckets of a template as plain data: what is kept in them, for how long, and which pages may send to them. */
import * as z from 'zod/mini';
import { type Resolve, resolved } from '../gateway/resolve.ts';
import type { Template } from '../gateway/template.ts';

/** Which requests of a page a bucket answers. */
type CorsRule = { readonly origins: readonly string[]; readonly methods: readonly string[]; readonly seconds: number };

/**
 * A bucket. `retainedDays`: for so long nobody deletes a version but who may bypass governance; `expiryDays`: after so many it
 * is gone by itself; `key`: the customer's key that it is encrypted under.
 */
export type Bucket = {
  readonly name: string;
  readonly versioned: boolean;
  readonly retainedDays?: number | undefined;
  readonly expiryDays?: number | undefined;
  readonly key?: string | undefined;
  readonly cors?: readonly CorsRule[] | undefined;
};

const Properties = z.object({
  VersioningConfiguration: z.optional(z.object({ Status: z.string() })),
  ObjectLockConfiguration: z.optional(
    z.object({ Rule: z.object({ DefaultRetention: z.object({ Days: z.number(), Mode: z.literal('GOVERNANCE') }) }) }),
  ),
  LifecycleConfiguration: z.optional(
    z.object({ Rules: z.array(z.object({ ExpirationInDays: z.optional(z.number()), Status: z.literal('Enabled') })) }),
  ),
  BucketEncryption: z.optional(
    z.object({
      ServerSideEncryptionConfiguration: z.array(
        z.object({ ServerSideEncryptionByDefault: z.object({ KMSMasterKeyID: z.optional(z.string()) }) }),
      ),
    }),
  ),
  CorsConfiguration: z.optional(
    z.object({
      CorsRules: z.array(
        z.object({
          AllowedOrigins: z.array(z.string()),
          AllowedMethods: z.array(z.string()),
          MaxAge: z._default(z.number(), 0),
        }),
      ),
    }),
  ),
});

/** All buckets of a template by name. */
export const bucketsIn = (template: Template, resolve: Resolve): ReadonlyMap<string, Bucket> =>
  new Map(
    template.ofType('AWS::S3::Bucket').map((bucket) => {
      const told = Properties.parse(resolved(resolve, bucket, Object.keys(Properties.shape)));
      const name = z.string().parse(resolve({ Ref: bucket.id }, bucket.stack));
      const encryption = told.BucketEncryption?.ServerSideEncryptionConfiguration[0];
      return [
        name,
        {
          name,
          versioned: told.VersioningConfiguration?.Status === 'Enabled',
          retainedDays: told.ObjectLockConfiguration?.Rule.DefaultRetention.Days,
          expiryDays: told.LifecycleConfiguration?.Rules[0]?.ExpirationInDays,
          key: encryption?.ServerSideEncryptionByDefault.KMSMasterKeyID,
          cors: told.CorsConfiguration?.CorsRules.map(({ AllowedOrigins, AllowedMethods, MaxAge }) => ({
            origins: AllowedOrigins,
            methods: AllowedMethods,
            seconds: MaxAge,
          })),
        },
      ];
    }),
  );
