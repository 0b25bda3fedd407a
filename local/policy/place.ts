/** Where calls land: the account that a desk stands for, and its tables under the names that policies know them by. */

/** A table: its ARN, that of its stream, and that of the customer's key that encrypts it, where it has these. */
export type PlacedTable = { readonly arn: string; readonly stream?: string; readonly key?: string };

/** An account in a region, and its tables by name. */
export type Place = {
  readonly partition: string;
  readonly region: string;
  readonly account: string;
  readonly tables: ReadonlyMap<string, PlacedTable>;
};

/** The ARN of something in the account: `arnOf(place, 'dynamodb', 'table/Records')`. */
export const arnOf = ({ partition, region, account }: Place, service: string, resource: string): string =>
  `arn:${partition}:${service}:${region}:${account}:${resource}`;

/** The name of a table in its ARN, that of its stream, or the name itself: DynamoDB takes a name and an ARN for one. */
export const tableNameOf = (nameOrArn: string): string => /:table\/([^/]+)/.exec(nameOrArn)?.[1] ?? nameOrArn;

/** The ARN of a table, which need not exist, by its name or its ARN. */
export const tableArnOf = (place: Place, nameOrArn: string): string =>
  nameOrArn.startsWith('arn:')
    ? nameOrArn
    : (place.tables.get(nameOrArn)?.arn ?? arnOf(place, 'dynamodb', `table/${nameOrArn}`));

/**
 * The ARN of a stream as policies know it. DynamoDB Local has an account and a region of its own and names streams by the
 * moment they began; of a table it keeps one.
 */
export const streamArnOf = ({ tables }: Place, arn: string): string => tables.get(tableNameOf(arn))?.stream ?? arn;
