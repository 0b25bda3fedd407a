/** A function as all are deployed: its bundle, a role with nothing but what it was given, its own log, traces, and the alias `live`. */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Duration, RemovalPolicy, Stack } from 'aws-cdk-lib';
import { PolicyDocument, PolicyStatement, Role, ServicePrincipal } from 'aws-cdk-lib/aws-iam';
import {
  type Alias,
  Architecture,
  Code,
  type FunctionProps,
  Function as Lambda,
  LoggingFormat,
  Runtime,
  Tracing,
} from 'aws-cdk-lib/aws-lambda';
import { LogGroup } from 'aws-cdk-lib/aws-logs';
import { Construct } from 'constructs';
import { accept, onAll } from './accept.ts';
import { type FunctionName, writeFunction } from './bundling.ts';
import type { Stage } from './stage.ts';

/**
 * Makes something of a function's code, whose hash is made of what is in it. Where the context asks for no bundling there is
 * none. What is made takes a copy, so that nothing is left lying about.
 */
const withCode = <T>(scope: Construct, name: FunctionName, make: (code: Code) => T): T => {
  if (!Stack.of(scope).bundlingRequired) return make(Code.fromInline('// not bundled'));
  const folder = mkdtempSync(join(tmpdir(), `kelissoz-${name}-`));
  try {
    writeFunction(name, folder);
    return make(Code.fromAsset(folder));
  } finally {
    rmSync(folder, { recursive: true });
  }
};

/** What differs: memory in MB (of 1 769 one whole processor), the longest run in seconds, the environment, and the rights. */
export type Deployment = {
  readonly name: FunctionName;
  readonly description: string;
  readonly memory: number;
  readonly seconds: number;
  readonly environment: Readonly<Record<string, string>>;
  readonly statements: readonly PolicyStatement[];
};

/** A deployed function. Callers go through the alias, which a release moves to the new version. */
export class DeployedFunction extends Construct {
  readonly function: Lambda;
  readonly alias: Alias;
  readonly role: Role;
  readonly log: LogGroup;

  constructor(scope: Construct, id: string, stage: Stage, deployment: Deployment) {
    super(scope, id);
    const { name, description, memory, seconds, environment, statements } = deployment;
    const functionName = `kelissoz-${stage.name}-${name}`;
    // A log holds no content, only that something happened.
    this.log = new LogGroup(this, 'Log', {
      logGroupName: `/aws/lambda/${functionName}`,
      retention: stage.logDays,
      removalPolicy: RemovalPolicy.DESTROY,
    });
    this.role = new Role(this, 'Role', {
      assumedBy: new ServicePrincipal('lambda.amazonaws.com'),
      description: `Kelissöz ${stage.name}: ${description}`,
      inlinePolicies: {
        own: new PolicyDocument({
          statements: [
            ...statements,
            new PolicyStatement({
              resources: [this.log.logGroupArn],
              actions: ['logs:CreateLogStream', 'logs:PutLogEvents'],
            }),
            new PolicyStatement({ resources: ['*'], actions: ['xray:PutTraceSegments', 'xray:PutTelemetryRecords'] }),
          ],
        }),
      },
    });
    const objects = statements.flatMap(({ resources }) => resources.filter((arn) => arn.endsWith('/*')));
    accept(this.role, 'A bucket holds one kind of objects.', ...objects.map((arn) => onAll(this.role, arn)));
    accept(this.role, 'Traces, and the list of streams, belong to no resource.', onAll(this.role, '*'));
    const concurrency = stage.concurrency[name];
    const settings: Omit<FunctionProps, 'code'> = {
      functionName,
      description: `Kelissöz ${stage.name}: ${description}`,
      runtime: Runtime.NODEJS_24_X,
      architecture: Architecture.ARM_64,
      handler: 'index.handler',
      memorySize: memory,
      timeout: Duration.seconds(seconds),
      environment: { NODE_OPTIONS: '--enable-source-maps', ...environment },
      // The library would add statements of its own; what is written here is all there is.
      role: this.role.withoutPolicyUpdates(),
      logGroup: this.log,
      loggingFormat: LoggingFormat.JSON,
      tracing: Tracing.ACTIVE,
      // Calls can be given back to the version before, also long after a release.
      currentVersionOptions: { removalPolicy: RemovalPolicy.RETAIN },
      ...(concurrency !== undefined && { reservedConcurrentExecutions: concurrency }),
    };
    this.function = withCode(this, name, (code) => new Lambda(this, 'Function', { ...settings, code }));
    this.alias = this.function.addAlias('live');
  }
}
