/** What serves: the functions, the HTTP API, and what stands before it. All of it can be made anew. */
import { CfnOutput, Stack } from 'aws-cdk-lib';
import type { HttpApi } from 'aws-cdk-lib/aws-apigatewayv2';
import type { UserPoolClient } from 'aws-cdk-lib/aws-cognito';
import type { Bucket } from 'aws-cdk-lib/aws-s3';
import type { Construct } from 'constructs';
import { buckets } from '../shared/buckets.ts';
import { tables } from '../shared/tables.ts';
import { Alarms } from './alarms.ts';
import { accessLog, audienceBucket, publicBucket, quarantineBucket, siteBucket } from './bucket.ts';
import type { FunctionName } from './bundling.ts';
import { Canary } from './canary.ts';
import { DailyRoot } from './daily-root.ts';
import { OnCallDashboard } from './dashboard.ts';
import { watchData } from './data-alarms.ts';
import type { DataStack } from './data-stack.ts';
import { Edge } from './distribution.ts';
import { watchDoors } from './door-alarms.ts';
import { EmbargoSchedule } from './embargo.ts';
import { Failures } from './failures.ts';
import { DeployedFunction } from './function.ts';
import { GradualRelease } from './gradual-release.ts';
import { statementsOf } from './grants.ts';
import { emptyApi, patience, Routes } from './http-api.ts';
import { OriginSecret } from './origin-secret.ts';
import { projectorStream } from './projector.ts';
import { watchProjector } from './projector-alarms.ts';
import { bucketsOf, expunges, tablesOf, withdraws } from './rights.ts';
import { siteClient } from './sign-in.ts';
import { SnapshotSchedule } from './snapshot-schedule.ts';
import type { Stage } from './stage.ts';

/** What differs between the functions; one that is served ends after the gateway has stopped waiting for it. */
const deployments = {
  public: { description: 'the public door', memory: 1024, seconds: patience.public + 1 },
  feeds: { description: 'the public feeds', memory: 1024, seconds: patience.feeds + 1 },
  analyst: { description: 'the analyst door', memory: 1024, seconds: patience.analyst + 1 },
  cleared: { description: 'the door of the cleared', memory: 1024, seconds: patience.cleared + 1 },
  staff: { description: 'the staff door', memory: 1769, seconds: patience.staff + 1 },
  docs: { description: 'the documentation of the doors', memory: 256, seconds: patience.docs + 1 },
  pages: { description: 'the pages that people read', memory: 1769, seconds: patience.pages + 1 },
  // As long as a Lambda may run: a change of the party that most name makes most records dirty, in one call.
  projector: { description: 'projects records into the views', memory: 1769, seconds: 900 },
  expunger: { description: 'deletes stored texts that no revision names', memory: 1024, seconds: 60 },
  // As long as the projector: an embargo on that party.
  embargo: { description: 'lifts embargoes at their time', memory: 1769, seconds: 900 },
  ledger: { description: 'publishes the ledger of public forms', memory: 1769, seconds: 900 },
  // It has all that is public in memory, in several forms at once.
  snapshots: { description: 'keeps snapshots of what is public', memory: 3008, seconds: 900 },
  seal: { description: 'seals the newest states of all records', memory: 1769, seconds: 900 },
  rebuild: { description: 'makes the views anew', memory: 1769, seconds: 900 },
  canary: { description: 'measures how soon a save is on the views', memory: 512, seconds: 60 },
} as const satisfies Record<FunctionName, { description: string; memory: number; seconds: number }>;

/** Doors that look at tokens themselves, and what tells the site how to come by one. */
const knowTokens: readonly FunctionName[] = ['analyst', 'cleared', 'staff', 'docs'];

/** What links to pages of the site from elsewhere. */
const linking: readonly FunctionName[] = ['feeds', 'analyst', 'cleared', 'snapshots'];

/** The stack of the service. */
export class ServiceStack extends Stack {
  readonly functions: Readonly<Record<FunctionName, DeployedFunction>>;
  readonly httpApi: HttpApi;
  readonly routes: Routes;
  readonly edge: Edge;
  /** Released texts; readable by the distribution alone. */
  readonly publicFiles: Bucket;
  /** What pages load; readable by the distribution alone. */
  readonly siteFiles: Bucket;
  readonly quarantine: Bucket;
  /** Texts for analysts and for the cleared; readable by the door of each alone. */
  readonly analystFiles: Bucket;
  readonly clearedFiles: Bucket;
  readonly failures: Failures;
  readonly tables: DataStack['tables'];
  readonly client: UserPoolClient;

  constructor(scope: Construct, id: string, stage: Stage, data: DataStack, webAcl?: string) {
    super(scope, id, { env: { region: stage.region }, terminationProtection: stage.keepsData });
    this.tables = data.tables;
    this.httpApi = emptyApi(this, stage);
    const log = accessLog(this, stage);
    this.publicFiles = publicBucket(this, stage, log);
    this.siteFiles = siteBucket(this, log);

    const secret = new OriginSecret(this, 'OriginSecret', stage.originSecret);
    this.edge = new Edge(this, 'Edge', stage, {
      api: `${this.httpApi.apiId}.execute-api.${this.region}.${this.urlSuffix}`,
      secret: secret.sent,
      texts: this.publicFiles,
      files: this.siteFiles,
      webAcl,
    });
    const { site } = this.edge;
    const origin = { ORIGIN_SECRET: secret.accepted };

    this.client = siteClient(this, data.signIn, site);
    this.quarantine = quarantineBucket(this, data.keys.records, site);
    this.analystFiles = audienceBucket(this, 'AnalystFiles', data.keys.analyst, log);
    this.clearedFiles = audienceBucket(this, 'ClearedFiles', data.keys.cleared, log);
    const { quarantine, publicFiles, analystFiles, clearedFiles } = this;
    const files = { quarantine, locked: data.locked, publicFiles, analystFiles, clearedFiles };
    this.failures = new Failures(this, 'Failures', data.keys.records, log);

    const issuer = data.signIn.userPool.userPoolProviderUrl;
    const clientId = this.client.userPoolClientId;
    // Discovery is at the issuer itself, tokens are at its pages, and texts go straight to their bucket.
    const connectsTo = [`${issuer}/`, data.signIn.domain.baseUrl(), `https://${quarantine.bucketRegionalDomainName}`];
    const deployed = (name: FunctionName, { projector = '', expunger = '' } = {}): DeployedFunction =>
      new DeployedFunction(this, name, stage, {
        name,
        ...deployments[name],
        environment: {
          ...Object.fromEntries(tablesOf(name).map((table) => [tables[table].variable, this.tables[table].tableName])),
          ...Object.fromEntries(bucketsOf(name).map((bucket) => [buckets[bucket].variable, files[bucket].bucketName])),
          ...(knowTokens.includes(name) && { TOKEN_ISSUER: issuer, TOKEN_CLIENT_ID: clientId }),
          ...(linking.includes(name) && { SITE: site }),
          ...(name in patience && origin),
          ...(name === 'pages' && { SITE_ADDRESS: site, CONNECTS_TO: connectsTo.join(' ') }),
          ...(withdraws(name) && { PROJECTOR_FUNCTION: projector }),
          ...(expunges(name) && { EXPUNGER_FUNCTION: expunger }),
        },
        statements: statementsOf(name, {
          data,
          buckets: files,
          failures: this.failures.bucket,
          projector,
          expunger,
        }),
      });
    const projector = deployed('projector');
    const expunger = deployed('expunger');
    this.functions = {
      public: deployed('public'),
      feeds: deployed('feeds'),
      analyst: deployed('analyst'),
      cleared: deployed('cleared'),
      staff: deployed('staff', { projector: projector.alias.functionArn, expunger: expunger.alias.functionArn }),
      docs: deployed('docs'),
      pages: deployed('pages'),
      projector,
      expunger,
      embargo: deployed('embargo'),
      ledger: deployed('ledger'),
      snapshots: deployed('snapshots'),
      seal: deployed('seal'),
      rebuild: deployed('rebuild'),
      canary: deployed('canary'),
    };
    projectorStream(this, projector.alias, data, this.failures.bucket);
    this.routes = new Routes(this, 'Routes', stage, this.httpApi, { functions: this.functions, issuer, clientId });

    const alarms = new Alarms(this, 'Alarms', stage);
    watchDoors(alarms, stage, this.functions, this.httpApi);
    watchProjector(alarms, this.functions, this.failures);
    watchData(this, alarms, stage, data, this.client);
    new EmbargoSchedule(this, 'EmbargoSchedule', stage, this.functions.embargo, alarms);
    new DailyRoot(this, 'LedgerSchedule', stage, this.functions.ledger, alarms, {
      name: 'ledger',
      description: 'Publishes the root of the ledger, once a day',
      says: 'For three hours no run has come to its end that publishes the ledger.',
    });
    new SnapshotSchedule(this, 'SnapshotSchedule', stage, this.functions.snapshots, alarms);
    new DailyRoot(this, 'SealSchedule', stage, this.functions.seal, alarms, {
      name: 'seal',
      description: 'Seals the newest states of all records, once a day',
      says: 'For three hours no run has come to its end that seals the records.',
    });
    if (stage.canary) new Canary(this, 'CanarySchedule', stage, this.functions.canary, alarms);
    new GradualRelease(this, 'Release', stage, this.functions, alarms);
    new OnCallDashboard(this, 'Dashboard', stage, alarms, this);

    // What the runbook asks for.
    new CfnOutput(this, 'Site', { value: site });
    new CfnOutput(this, 'SiteBucket', { value: this.siteFiles.bucketName });
    new CfnOutput(this, 'DistributionId', { value: this.edge.distribution.distributionId });
    new CfnOutput(this, 'ClientId', { value: clientId });
    new CfnOutput(this, 'FailuresBucket', { value: this.failures.bucket.bucketName });
    new CfnOutput(this, 'FailuresQueue', { value: this.failures.queue.queueUrl });
  }
}
