/** One permission of one role: as the page states it, and as the policies of the template do. */
import * as z from 'zod/mini';
import type { Context } from '../../local/policy/condition.ts';
import { arnOfThe, type Deployed, deployed, place } from './deployed.ts';
import { listed, rowsUnder } from './page.ts';

/** `resource` is an ARN as policies write it. `partition`: on items of those only (`READ#*`); `via`: only through that service. */
export type Grant = {
  readonly role: string;
  readonly action: string;
  readonly resource: string;
  readonly partition: string | undefined;
  readonly via: string | undefined;
};

/** A column of the page: the place it is about, and the service whose actions it lists. */
export type Column = {
  readonly service: 'dynamodb' | 's3' | 'kms' | 'lambda' | 'logs' | undefined;
  /** `part` is what the page says behind `of`. */
  resourceOf(action: string, role: Deployed, part: string | undefined): string;
  readonly via?: string;
};

const table = (name: string): Column => ({
  service: 'dynamodb',
  resourceOf: () => place.tables.get(name)?.arn ?? '',
});
const bucket = (word: string): Column => {
  const arn = arnOfThe('AWS::S3::Bucket', word);
  return {
    service: 's3',
    resourceOf: (action, _role, part) => (action.startsWith('s3:ListBucket') ? arn : `${arn}/${part ?? '*'}`),
  };
};
const key = (tableName: string, via: string): Column => ({
  service: 'kms',
  resourceOf: () => place.tables.get(tableName)?.key ?? '',
  via: `${via}.${place.region}.amazonaws.com`,
});

/** The page's tables, and what their columns are about. */
export const sections: Readonly<Record<string, Readonly<Record<string, Column>>>> = {
  Tables: {
    Records: table('Records'),
    Projections: table('Projections'),
    PublicView: table('PublicView'),
    AnalystView: table('AnalystView'),
    ClearedView: table('ClearedView'),
    Readings: table('Readings'),
    'stream of Records': { service: 'dynamodb', resourceOf: () => place.tables.get('Records')?.stream ?? '' },
  },
  Files: {
    quarantine: bucket('Quarantine'),
    locked: bucket('Locked'),
    'public files': bucket('PublicFiles'),
    'analyst files': bucket('AnalystFiles'),
    'cleared files': bucket('ClearedFiles'),
    failures: bucket('FailuresBucket'),
  },
  Keys: {
    'records, in DynamoDB': key('Records', 'dynamodb'),
    'public, in DynamoDB': key('PublicView', 'dynamodb'),
    'analyst, in DynamoDB': key('AnalystView', 'dynamodb'),
    'cleared, in DynamoDB': key('ClearedView', 'dynamodb'),
    'readings, in DynamoDB': key('Readings', 'dynamodb'),
    'records, in S3': key('Records', 's3'),
    'analyst, in S3': key('AnalystView', 's3'),
    'cleared, in S3': key('ClearedView', 's3'),
  },
  'Functions, logs, traces': {
    'the projector, live': { service: 'lambda', resourceOf: () => arnOfThe('AWS::Lambda::Alias', 'projector') },
    'the expunger, live': { service: 'lambda', resourceOf: () => arnOfThe('AWS::Lambda::Alias', 'expunger') },
    'its own log': {
      service: 'logs',
      resourceOf: (_action, { name }) => arnOfThe('AWS::Logs::LogGroup', `${name}Log`),
    },
    'nothing in particular': { service: undefined, resourceOf: () => '*' },
  },
};

const entry = /^((?:[a-z0-9]+:)?[A-Za-z]+)(?: of (\S+))?$/;

/** All that the page states. Throws at a row or cell that cannot be read, and where a role has not one row in each table. */
export const statedGrants = (): Grant[] =>
  Object.entries(sections).flatMap(([heading, columns]) => {
    const rows = rowsUnder(heading);
    return deployed.flatMap((role) => {
      const [row, ...others] = rows.filter((one) => one.role === role.name);
      if (!row || others.length > 0 || rows.length !== deployed.length) {
        throw new Error(`the table under ${heading} has not one row for each role: ${role.name}`);
      }
      return Object.entries(columns).flatMap(([name, { service, resourceOf, via }]) =>
        listed(row[name] ?? '').map((text): Grant => {
          const [, what = '', part] = entry.exec(text) ?? [];
          const action = service === undefined ? what : `${service}:${what}`;
          if (what === '') throw new Error(`${heading}, ${role.name}, ${name}: ${text} cannot be read`);
          const partition = service === 'dynamodb' ? part : undefined;
          return { role: role.name, action, resource: resourceOf(action, role, part), partition, via };
        }),
      );
    });
  });

const Strings = z.union([z.string(), z.array(z.string())]);
const Leading = z.strictObject({ 'dynamodb:LeadingKeys': z.tuple([z.string()]) });
const Null = z.strictObject({ 'dynamodb:LeadingKeys': z.literal('false') });
const Statement = z.strictObject({
  Effect: z.literal('Allow'),
  Action: Strings,
  Resource: Strings,
  Condition: z.optional(
    z.union([
      z.strictObject({ StringEquals: z.strictObject({ 'kms:ViaService': z.string() }) }),
      // `ForAllValues` is also true of a call that names no partition.
      z.strictObject({ 'ForAllValues:StringEquals': Leading, Null }),
      z.strictObject({ 'ForAllValues:StringLike': Leading, Null }),
    ]),
  ),
});
const Document = z.object({ Statement: z.array(Statement) });

/** All that the policies of the template give. Throws at a statement that the page has no words for. */
export const givenGrants = (): Grant[] =>
  deployed.flatMap(({ name, documents }) =>
    documents
      .flatMap((document) => Document.parse(document).Statement)
      .flatMap(({ Action, Resource, Condition }) => {
        const via = Condition && 'StringEquals' in Condition ? Condition.StringEquals['kms:ViaService'] : undefined;
        const exactly = Condition && 'ForAllValues:StringEquals' in Condition && Condition['ForAllValues:StringEquals'];
        const like = Condition && 'ForAllValues:StringLike' in Condition && Condition['ForAllValues:StringLike'];
        const leading = exactly || like || undefined;
        const partition = leading?.['dynamodb:LeadingKeys'][0];
        return [Resource]
          .flat()
          .flatMap((resource) =>
            [Action].flat().map((action): Grant => ({ role: name, action, resource, partition, via })),
          );
      }),
  );

/** Whether a grant is for a call: one that needs an action on a resource, with a context. */
export const isFor = (grant: Grant, action: string, resource: string, context: Context): boolean => {
  // The objects of a bucket, and the streams of a log.
  const many = /^(.+[/:])\*$/.exec(grant.resource)?.[1];
  const covers = many === undefined ? resource === grant.resource : resource.startsWith(many);
  const named = context['dynamodb:LeadingKeys'] ?? [];
  const { partition } = grant;
  const isWithin = (one: string) =>
    partition?.endsWith('*') ? one.startsWith(partition.slice(0, -1)) : one === partition;
  const within = partition === undefined || (named.length > 0 && named.every(isWithin));
  return (
    grant.action === action &&
    covers &&
    within &&
    (grant.via === undefined || context['kms:ViaService']?.[0] === grant.via)
  );
};
