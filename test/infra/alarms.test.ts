/** Every alarm has its section in the runbook and every section its alarm; and what alarms watch for is what the code says. */
import { readFileSync } from 'node:fs';
import { describe, expect, it, vi } from 'vitest';
import { lambdaHandler } from '../../functions/http/lambda.ts';
import { type LogLine, logText, noting } from '../../functions/log.ts';
import { filesGone, withheld } from '../../functions/writing/deps.ts';
import { type Stage, stages } from '../../infra/stage.ts';
import { isObject } from '../../shared/domain/json.ts';
import { type Found, synthesized } from './synthesized.ts';

const told = { alarmEmail: 'on-call@ministry.example', runbook: 'https://ministry.example/runbook.md' };
const prod = synthesized({ ...stages.prod, ...told });
const small = synthesized({ ...stages.small, ...told });

const runbook = readFileSync(new URL('../../docs/runbook.md', import.meta.url), 'utf8');
/** A heading as the end of an address, as GitHub and others make it. */
const anchorOf = (heading: string) =>
  heading
    .toLowerCase()
    .replace(/[^\w\s-]/g, '')
    .trim()
    .replace(/\s/g, '-');
/** The sections under a heading of the second level, by their anchors. */
const sectionsUnder = (heading: string): Map<string, string> => {
  const [, below = ''] = runbook.split(`\n## ${heading}\n`);
  const [part = ''] = below.split('\n## ');
  return new Map(
    part
      .split('\n### ')
      .slice(1)
      .map((section): [string, string] => [anchorOf(section.split('\n')[0] ?? ''), section]),
  );
};
const sections = sectionsUnder('Alarms');

/** What rings in a stage: alarms on metrics, and rules that tell of an event. */
const rings = ({ all, ofType }: typeof prod) =>
  all.flatMap((stack) => [
    ...ofType(stack, 'AWS::CloudWatch::Alarm').map(({ id, Properties }) => ({
      id,
      name: Properties.AlarmName,
      says: Properties.AlarmDescription,
      tells: Properties.AlarmActions,
    })),
    ...ofType(stack, 'AWS::Events::Rule')
      .filter(({ Properties }) => Properties.EventPattern)
      .map(({ id, Properties }) => ({
        id,
        name: Properties.Name,
        says: Properties.Description,
        tells: Properties.Targets.map(({ Arn }: { Arn: unknown }) => Arn),
      })),
  ]);

const link = /\nRunbook: https:\/\/ministry\.example\/runbook\.md#([\w-]+)$/;

describe('the runbook', () => {
  it.each(rings(prod))('has a section for $name', ({ says }) => {
    expect([...sections.keys()]).toContain(link.exec(says)?.[1]);
  });

  it('has no section for which there is no alarm', () => {
    const linked = new Set(rings(prod).map(({ says }) => link.exec(says)?.[1]));
    expect([...sections.keys()].filter((anchor) => !linked.has(anchor))).toEqual([]);
    expect(sections.size).toBeGreaterThan(10);
  });

  it.each([...sections])('says of "%s" what it is, how to look into it and what to do', (_anchor, section) => {
    const parts = [...section.matchAll(/^\*\*(\w+)\.\*\*/gm)].map(([, part]) => part);
    expect(parts).toEqual(['Description', 'Investigation', 'Resolution']);
  });

  it('links to nothing that it does not have', () => {
    const anchors = [...runbook.matchAll(/^#+ (.+)$/gm)].map(([, heading]) => anchorOf(heading ?? ''));
    for (const [, anchor] of runbook.matchAll(/\]\(#([\w-]+)\)/g)) expect(anchors).toContain(anchor);
  });

  it('names nothing that is not deployed under that name', () => {
    const deployed = prod.all.map((stack) => stack.stackName + JSON.stringify(prod.template(stack))).join('\n');
    const named = [...runbook.matchAll(/(?<=["/\s])[\w/-]*elissoz[-/]\$stage([-/][A-Za-z]+)*/g)].map(([name]) =>
      name.replace('$stage', 'prod'),
    );
    expect(named.length).toBeGreaterThan(30);
    for (const name of named) expect(deployed).toMatch(new RegExp(`${name}(?![A-Za-z])`));
  });

  it('asks for no output that no stack has', () => {
    const asked = [...runbook.matchAll(/output (Data|Service) (\w+)/g)];
    expect(asked.length).toBeGreaterThan(10);
    for (const [, stack, name] of asked) {
      const { Outputs } = prod.template(stack === 'Data' ? prod.data : prod.service);
      expect(Object.keys(Outputs)).toContain(name);
    }
  });

  it('looks for no bucket that its stack does not have', () => {
    const sought = [
      ...runbook.matchAll(/elissoz-\$stage-(Data|Service)"[^`]*?starts_with\(LogicalResourceId, '(\w+)'\)/g),
    ];
    expect(sought.length).toBeGreaterThan(0);
    for (const [, stack, start = ''] of sought) {
      const buckets = prod.ofType(stack === 'Data' ? prod.data : prod.service, 'AWS::S3::Bucket');
      expect(buckets.filter(({ id }) => id.startsWith(start))).toHaveLength(1);
    }
  });

  it('opens what it shut with as many calls at once as the stage keeps for it', () => {
    const said = [...runbook.matchAll(/'(\w+) (\w+)'\) echo (\d+);;/g)].map(([, ...kept]) => kept.join(' '));
    const shut = new Set(
      [...runbook.matchAll(/^shut ([a-z ]+)/gm)].flatMap(([, names = '']) => names.trim().split(' ')),
    );
    const kept = Object.values<Stage>(stages).flatMap(({ name, concurrency }) =>
      Object.entries(concurrency).flatMap(([one, many]) => (shut.has(one) ? [`${name} ${one} ${many}`] : [])),
    );
    expect([...shut].sort()).toEqual(['analyst', 'cleared', 'feeds', 'pages', 'public', 'staff']);
    expect(said).toEqual(kept);
  });
});

describe('alarms', () => {
  const topics = (of: typeof prod): string[] =>
    of.all.flatMap((stack) => of.ofType(stack, 'AWS::SNS::Topic').map(({ id }) => id));

  it.each(rings(prod))('$name tells somebody', ({ tells }) => {
    expect(tells).toHaveLength(1);
    expect(topics(prod)).toContain(tells[0].Ref);
  });

  it('of all regions go to the address that the stage says, by topics under keys that CloudWatch and events may use', () => {
    for (const stack of [prod.service, prod.edgeWatch]) {
      const [topic] = prod.ofType(stack, 'AWS::SNS::Topic');
      const [subscription] = prod.ofType(stack, 'AWS::SNS::Subscription');
      expect(subscription?.Properties).toMatchObject({
        Protocol: 'email',
        Endpoint: told.alarmEmail,
        TopicArn: { Ref: topic?.id },
      });
      const [key] = prod.ofType(stack, 'AWS::KMS::Key');
      expect(topic?.Properties.KmsMasterKeyId).toEqual({ 'Fn::GetAtt': [key?.id, 'Arn'] });
      expect(key?.Properties.KeyPolicy.Statement).toContainEqual({
        Action: ['kms:Decrypt', 'kms:GenerateDataKey'],
        Effect: 'Allow',
        Principal: { Service: ['cloudwatch.amazonaws.com', 'events.amazonaws.com'] },
        Resource: '*',
      });
      // The policy of a topic replaces the one that would let the account's own alarms in.
      const [policy] = prod.ofType(stack, 'AWS::SNS::TopicPolicy');
      expect(policy?.Properties.PolicyDocument.Statement).toContainEqual(
        expect.objectContaining({
          Action: 'sns:Publish',
          Effect: 'Allow',
          Principal: { Service: 'cloudwatch.amazonaws.com' },
          Condition: { StringEquals: { 'aws:SourceAccount': { Ref: 'AWS::AccountId' } } },
        }),
      );
    }
  });

  it('of what the small stage is without are not there, all others are', () => {
    const named = (of: typeof prod) => rings(of).map(({ name }) => name.replace(/^kelissoz-\w+-/, ''));
    const missing = named(prod).filter((name) => !named(small).includes(name));
    expect(missing.sort()).toEqual([
      'analyst-release',
      'cleared-release',
      'docs-release',
      'feeds-release',
      'firewall-blocking',
      'pages-release',
      'projector-release',
      'public-release',
      'staff-release',
      'views-stale',
    ]);
  });

  it('ring for each thing that can go wrong at each door and each table', () => {
    const names = rings(prod).map(({ name }) => name);
    for (const door of ['public', 'feeds', 'analyst', 'cleared', 'staff']) {
      for (const wrong of ['failing', 'slow', 'throttled']) expect(names).toContain(`kelissoz-prod-${door}-${wrong}`);
    }
    for (const { Properties } of prod.ofType(prod.data, 'AWS::DynamoDB::GlobalTable')) {
      expect(names).toContain(Properties.TableName.replace('prod-', 'prod-table-'));
    }
  });
});

describe('the dashboard', () => {
  it('begins with every alarm of its region, then with what users feel', () => {
    const [dashboard] = prod.ofType(prod.service, 'AWS::CloudWatch::Dashboard');
    const body = JSON.stringify(dashboard?.Properties.DashboardBody);
    for (const { id } of prod.ofType(prod.service, 'AWS::CloudWatch::Alarm')) expect(body).toContain(`"${id}"`);
    const places = ['What users feel', '5xxErrorRate', 'Freshness', 'The functions', 'IteratorAge'].map((text) =>
      body.indexOf(text),
    );
    expect(places).toEqual([...places].sort((a, b) => a - b));
    expect(places).not.toContain(-1);
  });
});

describe('events that ring', () => {
  const patternOf = (name: string) =>
    prod.ofType(prod.service, 'AWS::Events::Rule').find(({ Properties }) => Properties.Name === `kelissoz-prod-${name}`)
      ?.Properties.EventPattern;

  it('are the deletion or disabling of any key of the data', () => {
    const { detail } = patternOf('key-endangered');
    expect(detail.eventName).toEqual(['ScheduleKeyDeletion', 'DisableKey']);
    const keys = Object.values(prod.data.keys).map(({ keyArn }) => prod.said(prod.service, keyArn));
    expect(detail.resources.ARN).toEqual(keys);
    expect(keys).toHaveLength(prod.ofType(prod.data, 'AWS::KMS::Key').length);
  });

  it('are a copy that was not made, or did not arrive, from this stage’s vault', () => {
    const [vault] = prod.ofType(prod.data, 'AWS::Backup::BackupVault');
    expect(vault?.Properties.BackupVaultName).toBe('kelissoz-prod');
    expect(patternOf('backup-failed')).toMatchObject({
      'detail-type': ['Backup Job State Change', 'Copy Job State Change'],
      detail: {
        state: ['ABORTED', 'EXPIRED', 'FAILED', 'PARTIAL'],
        $or: [
          { backupVaultName: ['kelissoz-prod'] },
          { sourceBackupVaultArn: [{ suffix: ':backup-vault:kelissoz-prod' }] },
        ],
      },
    });
  });
});

/** A stage's metric filters as functions of a line of the log. */
const filtersOf = ({ service, ofType, said }: typeof prod, functionName: string) =>
  ofType(service, 'AWS::Logs::MetricFilter')
    .filter(({ Properties }) => {
      const { log } = Object.entries(service.functions).find(([name]) => name === functionName)?.[1] ?? {};
      return log && JSON.stringify(Properties.LogGroupName) === JSON.stringify(said(service, log.logGroupName));
    })
    .map(({ Properties }: Found) => ({
      metric: Properties.MetricTransformations[0].MetricName,
      fits: (line: string) => {
        const wanted = /^\{ \$\.(\w+) = "([\w-]+)" \}$/.exec(String(Properties.FilterPattern));
        const parsed: unknown = JSON.parse(line);
        return wanted?.[1] !== undefined && isObject(parsed) && parsed[wanted[1]] === wanted[2];
      },
    }));
const countedAs = (functionName: string, line: LogLine): string[] =>
  filtersOf(prod, functionName)
    .filter(({ fits }) => fits(logText(line, new Date())))
    .map(({ metric }) => metric);
const alarmOn = (metric: string) =>
  prod.ofType(prod.service, 'AWS::CloudWatch::Alarm').find(({ Properties }) => Properties.MetricName === metric)
    ?.Properties;

describe('what the log says', () => {
  it('of a withdrawal that nobody confirmed rings within a minute, the first time', async () => {
    const lines: LogLine[] = [];
    const log = (line: LogLine) => lines.push(line);
    await withheld({ log, withdraw: async () => false }, 'round#x');
    await withheld({ log, withdraw: () => Promise.reject(new Error('late')) }, 'round#x');
    expect(lines).toHaveLength(2);
    for (const line of lines) expect(countedAs('staff', line)).toEqual(['prod/withdrawal-unconfirmed']);
    expect(alarmOn('prod/withdrawal-unconfirmed')).toMatchObject({ Period: 60, Threshold: 0, EvaluationPeriods: 1 });
  });

  it('of files that may be left after an expunging rings the first time', async () => {
    const lines: LogLine[] = [];
    const log = (line: LogLine) => lines.push(line);
    await filesGone({ log, expungeFiles: async () => true }, 'document#x');
    expect(lines).toEqual([]);
    await filesGone({ log, expungeFiles: async () => false }, 'document#x');
    await filesGone({ log, expungeFiles: () => Promise.reject(new Error('late')) }, 'document#x');
    expect(lines).toHaveLength(2);
    for (const line of lines) expect(countedAs('staff', line)).toEqual(['prod/files-not-gone']);
    expect(alarmOn('prod/files-not-gone')).toMatchObject({ Threshold: 0, EvaluationPeriods: 1 });
  });

  it('of an unexpected error counts as one of that door', () => {
    const lines: LogLine[] = [];
    noting({ newId: () => 'id', log: (line) => lines.push(line) })(new Error('x'));
    expect(lines).toHaveLength(1);
    for (const line of lines) expect(countedAs('public', line)).toEqual(['prod/public/unexpected']);
  });

  it('of a request that came past CloudFront counts, whatever function it reached', async () => {
    vi.stubEnv('ORIGIN_SECRET', 'secret');
    const written = vi.spyOn(process.stdout, 'write').mockReturnValue(true);
    const handler = lambdaHandler(() => ({ fetch: async () => new Response() }));
    await handler({
      rawPath: '/public/v1/timeline',
      rawQueryString: '',
      headers: {},
      isBase64Encoded: false,
      requestContext: { domainName: 'x', http: { method: 'GET' }, requestId: 'id' },
    });
    const [line = ''] = written.mock.calls.map(([text]) => String(text));
    written.mockRestore();
    vi.unstubAllEnvs();
    for (const name of ['public', 'feeds', 'analyst', 'cleared', 'staff', 'docs', 'pages']) {
      const metrics = filtersOf(prod, name).filter(({ fits }) => fits(line));
      expect(metrics.map(({ metric }) => metric)).toEqual(['prod/origin-refused']);
    }
    expect(alarmOn('prod/origin-refused')).toBeDefined();
  });
});
