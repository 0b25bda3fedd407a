/** The functions as they are deployed: how they run, what they are told, and what their roles may do. */
import { describe, expect, it } from 'vitest';
import { bundled } from '../../infra/bundling.ts';
import { stages } from '../../infra/stage.ts';
import { tableNames } from '../../infra/table.ts';
import { tables } from '../../shared/tables.ts';
import { synthesized } from './synthesized.ts';

const prod = synthesized(stages.prod);
const { data, service, of, ofType, said } = prod;
const dev = synthesized(stages.dev);
const names = Object.entries(service.functions);

type Statement = { Effect: string; Action: string | string[]; Resource: unknown; Condition?: object };

const listOf = <T>(one: T | T[]): T[] => (Array.isArray(one) ? one : [one]);

const statementsOf = (deployed: (typeof names)[number][1]): Statement[] =>
  of(deployed.role).Properties.Policies.flatMap(
    ({ PolicyDocument }: { PolicyDocument: { Statement: Statement[] } }) => PolicyDocument.Statement,
  );

describe('a function', () => {
  it('is deployed for each that is bundled, and nothing else runs beside them', () => {
    expect(names.map(([name]) => name).sort()).toEqual(Object.keys(bundled).sort());
    const handlers = ofType(service, 'AWS::Lambda::Function').map(({ id }) => id);
    expect(handlers.sort()).toEqual(names.map(([, deployed]) => of(deployed.function).id).sort());
    expect(ofType(data, 'AWS::Lambda::Function')).toEqual([]);
  });

  it.each(names)('runs on Node 24 and arm64, is traced, and tells lines of the source: %s', (_name, deployed) => {
    expect(of(deployed.function).Properties).toMatchObject({
      Runtime: 'nodejs24.x',
      Architectures: ['arm64'],
      TracingConfig: { Mode: 'Active' },
      Handler: 'index.handler',
      Environment: { Variables: { NODE_OPTIONS: '--enable-source-maps' } },
    });
  });

  it.each(names)('writes a log of its own, kept as long as the stage says: %s', (name, deployed) => {
    const log = of(deployed.log);
    expect(of(deployed.function).Properties.LoggingConfig).toEqual({ LogFormat: 'JSON', LogGroup: { Ref: log.id } });
    expect(log.Properties).toMatchObject({ LogGroupName: `/aws/lambda/kelissoz-prod-${name}`, RetentionInDays: 365 });
    const [, other] = Object.entries(dev.service.functions).find(([one]) => one === name) ?? [];
    if (!other) throw new Error(`dev has no ${name}`);
    expect(dev.of(other.log).Properties.RetentionInDays).toBe(30);
  });

  it.each(names)('is called by its alias `live`, which stands for a version: %s', (_name, deployed) => {
    const alias = of(deployed.alias).Properties;
    expect(alias).toMatchObject({ Name: 'live', FunctionName: { Ref: of(deployed.function).id } });
    const version = ofType(service, 'AWS::Lambda::Version').find(
      ({ id }) => id === alias.FunctionVersion['Fn::GetAtt'][0],
    );
    expect(version?.Properties.FunctionName).toEqual({ Ref: of(deployed.function).id });
  });

  it('that staff and the projection need is kept free for them where there is enough to share', () => {
    const reserved = ({ service: { functions }, of }: typeof prod) =>
      Object.fromEntries(
        Object.entries(functions).flatMap(([name, deployed]) => {
          const { ReservedConcurrentExecutions: most } = of(deployed.function).Properties;
          return most === undefined ? [] : [[name, most]];
        }),
      );
    expect(reserved(prod)).toEqual(stages.prod.concurrency);
    expect(reserved(dev)).toEqual({});
  });

  it.each(names)('is told the names of the tables that it may reach, and of no others: %s', (_name, deployed) => {
    const told = of(deployed.function).Properties.Environment.Variables;
    const allowed = JSON.stringify(
      statementsOf(deployed).filter(({ Action }) => listOf(Action)[0]?.startsWith('dynamodb')),
    );
    for (const table of tableNames) {
      const reached = allowed.includes(JSON.stringify(said(service, data.tables[table].tableArn)));
      const name = said(service, data.tables[table].tableName);
      expect(told[tables[table].variable], table).toEqual(reached ? name : undefined);
    }
  });

  it('that looks at tokens, or tells where they are had, is told who issues them, and for whom', () => {
    const issuer = said(service, data.signIn.userPool.userPoolProviderUrl);
    const client = { Ref: of(service.client).id };
    for (const [name, deployed] of names) {
      const { TOKEN_ISSUER, TOKEN_CLIENT_ID } = of(deployed.function).Properties.Environment.Variables;
      const asks = ['analyst', 'cleared', 'staff', 'docs'].includes(name);
      expect([TOKEN_ISSUER, TOKEN_CLIENT_ID], name).toEqual(asks ? [issuer, client] : [undefined, undefined]);
    }
  });

  it('that the gateway calls knows the secret of the origin', () => {
    const knowing = names.filter(([, one]) => of(one.function).Properties.Environment.Variables.ORIGIN_SECRET);
    expect(knowing.map(([name]) => name).sort()).toEqual([
      'analyst',
      'cleared',
      'docs',
      'feeds',
      'pages',
      'public',
      'staff',
    ]);
  });
});

describe('a role', () => {
  const everywhere = ['dynamodb:ListStreams', 'xray:PutTelemetryRecords', 'xray:PutTraceSegments'];

  it.each(names)('has what is written down and no policy beside it: %s', (_name, deployed) => {
    const role = of(deployed.role);
    expect(of(deployed.function).Properties.Role).toEqual({ 'Fn::GetAtt': [role.id, 'Arn'] });
    expect(role.Properties.ManagedPolicyArns).toBeUndefined();
    const policies = [...ofType(service, 'AWS::IAM::Policy'), ...ofType(service, 'AWS::IAM::ManagedPolicy')];
    expect(policies.filter(({ Properties }) => JSON.stringify(Properties.Roles ?? '').includes(role.id))).toEqual([]);
  });

  it.each(names)(
    'names each of its actions, and each table, key and function that they are on: %s',
    (_name, deployed) => {
      for (const { Effect, Action, Resource } of statementsOf(deployed)) {
        expect(Effect).toBe('Allow');
        for (const action of listOf(Action)) {
          expect(action).not.toContain('*');
          if (Resource === '*') expect(everywhere).toContain(action);
          // Of a bucket all objects are meant, and of a log its streams; of all else the thing itself.
          else if (!/^(s3|logs):/.test(action)) expect(JSON.stringify(Resource)).not.toContain('*');
        }
      }
    },
  );

  it.each(names)('uses a key through the service that keeps the data, never directly: %s', (_name, deployed) => {
    const region = stages.prod.region;
    const services = [`dynamodb.${region}.amazonaws.com`, `s3.${region}.amazonaws.com`];
    for (const { Action, Condition } of statementsOf(deployed)) {
      if (!listOf(Action).some((action) => action.startsWith('kms:'))) continue;
      expect(services.map((service) => ({ StringEquals: { 'kms:ViaService': service } }))).toContainEqual(Condition);
    }
  });

  it('of the canary reaches the canary’s own row and no record', () => {
    const onTables = statementsOf(service.functions.canary).filter(({ Action }) =>
      listOf(Action).some((action) => action.startsWith('dynamodb:')),
    );
    expect(onTables).toHaveLength(2);
    for (const { Condition } of onTables) {
      expect(Condition).toEqual({
        'ForAllValues:StringEquals': { 'dynamodb:LeadingKeys': ['BEAT'] },
        // Or the condition above would hold for a call that names no key.
        Null: { 'dynamodb:LeadingKeys': 'false' },
      });
    }
  });

  it('of staff invokes the aliases of the projector and the expunger and no other function', () => {
    const invoking = names.flatMap(([name, deployed]) =>
      statementsOf(deployed)
        .filter(({ Action }) => listOf(Action).some((action) => action.startsWith('lambda:')))
        .map(({ Action, Resource }) => [name, Action, new Set([Resource].flat())]),
    );
    const projector = { Ref: of(service.functions.projector.alias).id };
    const expunger = { Ref: of(service.functions.expunger.alias).id };
    expect(invoking).toEqual([['staff', 'lambda:InvokeFunction', new Set([projector, expunger])]]);
    const { Variables } = of(service.functions.staff.function).Properties.Environment;
    expect(Variables).toMatchObject({ PROJECTOR_FUNCTION: projector, EXPUNGER_FUNCTION: expunger });
  });
});

describe('the stream of Records', () => {
  const [source, ...others] = ofType(service, 'AWS::Lambda::EventSourceMapping');
  const mapping = source?.Properties;

  it('is followed by the alias of the projector, from its beginning', () => {
    expect(others).toEqual([]);
    expect(mapping.EventSourceArn).toEqual(said(service, data.tables.records.tableStreamArn));
    expect(JSON.stringify(mapping.FunctionName)).toContain(of(service.functions.projector.alias).id);
    expect(mapping.StartingPosition).toBe('TRIM_HORIZON');
  });

  it('brings current states, edges of blocs and beats, and no revision', () => {
    expect(mapping.FilterCriteria.Filters.map(({ Pattern }: { Pattern: string }) => JSON.parse(Pattern))).toEqual([
      { dynamodb: { Keys: { sk: { S: ['CURRENT', 'BEAT', { prefix: 'MEMBER#' }] } } } },
    ]);
  });

  it('is not held up by a change that cannot be projected: it is singled out, tried five times, and given up in an hour', () => {
    expect(mapping).toMatchObject({
      BisectBatchOnFunctionError: true,
      FunctionResponseTypes: ['ReportBatchItemFailures'],
      MaximumRetryAttempts: 5,
      MaximumRecordAgeInSeconds: 3600,
    });
  });

  it('leaves what is given up, whole, where no other role can read it, and the queue is told', () => {
    const { bucket, queue } = service.failures;
    const place = said(service, bucket.bucketArn);
    expect(mapping.DestinationConfig.OnFailure.Destination).toEqual(place);
    expect(of(bucket).Properties.NotificationConfiguration).toEqual({
      QueueConfigurations: [{ Event: 's3:ObjectCreated:*', Queue: said(service, queue.queueArn) }],
    });
    for (const [name, deployed] of names) {
      const actions = statementsOf(deployed)
        .filter(({ Resource }) => JSON.stringify(Resource).includes(of(bucket).id))
        .flatMap(({ Action }) => listOf(Action));
      expect(actions.sort()).toEqual(name === 'projector' ? ['s3:ListBucket', 's3:PutObject'] : []);
    }
  });

  it('has the queue keep what it was told for 14 days, and take it from the buckets of this account alone', () => {
    const { queue } = service.failures;
    expect(of(queue).Properties).toMatchObject({ MessageRetentionPeriod: 1_209_600, SqsManagedSseEnabled: true });
    const statements = ofType(service, 'AWS::SQS::QueuePolicy').flatMap(
      ({ Properties }) => Properties.PolicyDocument.Statement,
    );
    expect(statements.filter(({ Effect }) => Effect === 'Allow')).toEqual([
      {
        Effect: 'Allow',
        Action: 'sqs:SendMessage',
        Principal: { Service: 's3.amazonaws.com' },
        Resource: said(service, queue.queueArn),
        Condition: { StringEquals: { 'aws:SourceAccount': { Ref: 'AWS::AccountId' } } },
      },
    ]);
  });
});
