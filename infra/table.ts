/** The tables of `shared/tables.ts` as they are deployed: on demand, recoverable to any second, encrypted under a key of their own audience. */
import { RemovalPolicy, Stack } from 'aws-cdk-lib';
import {
  AttributeType,
  Billing,
  type ITableV2,
  StreamViewType,
  TableEncryptionV2,
  TableV2,
} from 'aws-cdk-lib/aws-dynamodb';
import type { IKey } from 'aws-cdk-lib/aws-kms';
import type { Construct } from 'constructs';
import { key, type Table, type tables } from '../shared/tables.ts';
import type { Stage } from './stage.ts';

/** A table by the name that the code has for it. */
export type TableName = keyof typeof tables;

export const tableNames = [
  'records',
  'projections',
  'publicView',
  'analystView',
  'clearedView',
  'readings',
] as const satisfies readonly TableName[];

/** Adds a table to a stack. Its name says whose it is: `kelissoz-prod-Records`. */
export const deployedTable = (scope: Construct, stage: Stage, table: Table, encryptionKey: IKey): TableV2 =>
  new TableV2(scope, table.name, {
    tableName: `kelissoz-${stage.name}-${table.name}`,
    partitionKey: { name: key.partition, type: AttributeType.STRING },
    sortKey: { name: key.sort, type: AttributeType.STRING },
    billing: Billing.onDemand(),
    encryption: TableEncryptionV2.customerManagedKey(encryptionKey),
    pointInTimeRecoverySpecification: { pointInTimeRecoveryEnabled: true },
    deletionProtection: stage.protectsData,
    removalPolicy: stage.keepsData ? RemovalPolicy.RETAIN : RemovalPolicy.DESTROY,
    ...(table.stream && { dynamoStream: StreamViewType.NEW_AND_OLD_IMAGES }),
  });

/**
 * The table of records, or the restored one that the stage says takes its place. The deployed one stays as it is, and so do
 * its exports: the stack that still uses them is deployed later.
 */
export const orRestored = (scope: Construct, { restored }: Stage, records: ITableV2): ITableV2 => {
  if (!restored) return records;
  for (const used of [records.tableName, records.tableArn, records.tableStreamArn]) Stack.of(scope).exportValue(used);
  const { tableName, streamArn: tableStreamArn } = restored;
  return TableV2.fromTableAttributes(scope, 'RestoredRecords', { tableName, tableStreamArn });
};
