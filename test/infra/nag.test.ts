/** The rules of AWS's own checks (AwsSolutions): each finding is accepted where it arises, with its reason, or there is none. */
import { type App, Stack, Validations } from 'aws-cdk-lib';
import { Bucket } from 'aws-cdk-lib/aws-s3';
import { AwsSolutionsChecks } from 'cdk-nag';
import type { IConstruct } from 'constructs';
import { describe, expect, it } from 'vitest';
import { kelissoz } from '../../infra/kelissoz.ts';
import { stages } from '../../infra/stage.ts';
import { emptyApp } from './synthesized.ts';

/** Findings as `rule at path`. References between stacks are known only once the app was synthesized. */
const findingsOf = (app: App, checks = new AwsSolutionsChecks(app)): string[] => {
  app.synth();
  return checks
    .validateScope(app)
    .violations.flatMap(({ ruleName, violatingResources }) =>
      violatingResources.map(({ constructPath }) => `${ruleName} at ${constructPath}`),
    );
};

/** The checks as if nothing had been accepted. */
const strict = (app: App): AwsSolutionsChecks =>
  Object.defineProperty(new AwsSolutionsChecks(app), 'isAcknowledged', { value: () => false });

/** What was accepted in an app: the rule, where, and why. */
const acceptedIn = (root: IConstruct): { rule: string; path: string; reason: string }[] =>
  root.node.findAll().flatMap(({ node }) =>
    node.metadata
      .filter(({ type }) => type === Validations.ACKNOWLEDGED_RULES_METADATA_KEY)
      .flatMap(({ data }) => Object.entries<string>(data))
      .map(([rule, reason]) => ({ rule: rule.replace(/^Annotation::/, ''), path: node.path, reason })),
  );

describe('the checks', () => {
  it.each(Object.values(stages))('find nothing in the stage $name that is not accepted', (stage) => {
    const app = emptyApp();
    kelissoz(app, stage);
    expect(findingsOf(app)).toEqual([]);
  });

  it('accept nothing that they would not find, and nothing without a reason', () => {
    const app = emptyApp();
    kelissoz(app, stages.small);
    const found = findingsOf(app, strict(app));
    const accepted = acceptedIn(app);
    expect(accepted.length).toBeGreaterThan(10);
    for (const { rule, path, reason } of accepted) {
      expect(found.filter((finding) => finding.startsWith(`${rule} at ${path}`))).not.toEqual([]);
      expect(reason).toMatch(/^\S.{15,}\.$/);
    }
  });

  it('would find a bucket that answers without TLS and writes no log', () => {
    const app = emptyApp();
    new Bucket(new Stack(app, 'Careless'), 'Bucket');
    expect(findingsOf(app)).toEqual([
      'AwsSolutions-S1 at Careless/Bucket/Resource',
      'AwsSolutions-S10 at Careless/Bucket/Resource',
    ]);
  });
});
