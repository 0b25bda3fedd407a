/** The stacks of a stage as CloudFormation is given them; without bundles and validation, which take long and change nothing. */
import { App, CfnElement, Stack } from 'aws-cdk-lib';
import { Template } from 'aws-cdk-lib/assertions';
import type { IConstruct } from 'constructs';
import settings from '../../cdk.json' with { type: 'json' };
import { kelissoz, type Stacks } from '../../infra/kelissoz.ts';
import type { Stage } from '../../infra/stage.ts';

/** A resource of a template. What its properties hold is known to the test that asks. */
export type Found = ReturnType<Template['findResources']>[string] & { readonly id: string };

export type Synthesized = Stacks & {
  readonly all: readonly Stack[];
  /** The resources of a type in a stack: `AWS::S3::Bucket`. */
  readonly ofType: (stack: Stack, type: string) => Found[];
  /** The resource that a construct is made of. */
  readonly of: (construct: IConstruct) => Found;
  /** A stack's template as a whole. */
  readonly template: (stack: Stack) => ReturnType<Template['toJSON']>;
  /** What stands in the template for a value of the code. */
  readonly said: (stack: Stack, value: unknown) => unknown;
};

/** An app that is set as the real one is. */
export const emptyApp = (): App =>
  new App({
    context: { ...settings.context, 'aws:cdk:bundling-stacks': [] },
    builtinCloudFormationValidation: false,
  });

/** What a stage deploys. */
export const synthesized = (stage: Stage): Synthesized => {
  const stacks = kelissoz(emptyApp(), stage);
  const { firewall, data, service, edgeWatch } = stacks;
  const all = [...(firewall ? [firewall] : []), data, service, edgeWatch];
  const templates = new Map(all.map((stack): [Stack, Template] => [stack, Template.fromStack(stack)]));
  const ofType = (stack: Stack, type: string): Found[] =>
    Object.entries(templates.get(stack)?.findResources(type) ?? {}).map(([id, found]) => ({ ...found, id }));
  return {
    ...stacks,
    all,
    ofType,
    of: (construct) => {
      const { defaultChild } = construct.node;
      const stack = Stack.of(construct);
      if (!CfnElement.isCfnElement(defaultChild)) throw new Error(`${construct.node.path} is not made of one resource`);
      const id: string = stack.resolve(defaultChild.logicalId);
      const found: Omit<Found, 'id'> = templates.get(stack)?.toJSON().Resources[id];
      return { ...found, id };
    },
    template: (stack) => templates.get(stack)?.toJSON() ?? {},
    said: (stack, value) => stack.resolve(value),
  };
};
