/** A synthesized assembly, read: the resources of its stacks, what they export to each other, and where its assets are. */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import * as z from 'zod/mini';

/** A resource as it stands in a template; values in its properties may be intrinsic functions. */
export type Resource = {
  readonly stack: Stack;
  readonly id: string;
  readonly type: string;
  readonly properties: Readonly<Record<string, unknown>>;
};

/** A stack: where it goes, what is in it, and the values that its parameters have if nobody says another. */
export type Stack = {
  readonly name: string;
  readonly region: string;
  readonly resources: ReadonlyMap<string, Resource>;
  readonly parameters: ReadonlyMap<string, unknown>;
};

/** All stacks of an assembly. `exported` says what is behind the name of an export; `asset` finds a folder by its S3 key. */
export type Template = {
  readonly stacks: readonly Stack[];
  readonly exported: ReadonlyMap<string, { readonly stack: Stack; readonly value: unknown }>;
  ofType(type: string): readonly Resource[];
  asset(key: string): string;
};

const Manifest = z.object({
  artifacts: z.record(
    z.string(),
    z.object({ type: z.string(), environment: z.optional(z.string()), properties: z.optional(z.looseObject({})) }),
  ),
});
const StackProperties = z.object({ templateFile: z.string(), stackName: z.optional(z.string()) });
const AssetProperties = z.object({ file: z.string() });
const Assets = z.object({
  files: z.record(
    z.string(),
    z.object({
      source: z.object({ path: z.string() }),
      destinations: z.record(z.string(), z.object({ objectKey: z.string() })),
    }),
  ),
});
const Json = z.object({
  Resources: z.record(
    z.string(),
    z.object({ Type: z.string(), Properties: z.optional(z.record(z.string(), z.unknown())) }),
  ),
  Parameters: z.optional(z.record(z.string(), z.object({ Default: z.optional(z.unknown()) }))),
  Outputs: z.optional(
    z.record(z.string(), z.object({ Value: z.unknown(), Export: z.optional(z.object({ Name: z.string() })) })),
  ),
});

/** Reads an assembly, the folder that the CDK writes. Throws at one that is not as the CDK writes it. */
export const readAssembly = (folder: string): Template => {
  const read = (file: string): unknown => JSON.parse(readFileSync(join(folder, file), 'utf8'));
  const stacks: Stack[] = [];
  const exported = new Map<string, { stack: Stack; value: unknown }>();
  const assets = new Map<string, string>();
  for (const [name, { type, environment = '', properties }] of Object.entries(
    Manifest.parse(read('manifest.json')).artifacts,
  )) {
    if (type === 'aws:cloudformation:stack') {
      const { templateFile, stackName = name } = StackProperties.parse(properties);
      const { Resources, Parameters = {}, Outputs = {} } = Json.parse(read(templateFile));
      const resources = new Map<string, Resource>();
      const stack: Stack = {
        name: stackName,
        // aws://<account>/<region>
        region: environment.split('/').at(-1) ?? '',
        resources,
        parameters: new Map(Object.entries(Parameters).map(([id, { Default }]) => [id, Default])),
      };
      for (const [id, { Type, Properties = {} }] of Object.entries(Resources)) {
        resources.set(id, { stack, id, type: Type, properties: Properties });
      }
      for (const { Value, Export } of Object.values(Outputs)) {
        if (Export) exported.set(Export.Name, { stack, value: Value });
      }
      stacks.push(stack);
    }
    if (type === 'cdk:asset-manifest') {
      const { files } = Assets.parse(read(AssetProperties.parse(properties).file));
      for (const { source, destinations } of Object.values(files)) {
        for (const { objectKey } of Object.values(destinations)) assets.set(objectKey, join(folder, source.path));
      }
    }
  }
  const all = stacks.flatMap(({ resources }) => [...resources.values()]);
  return {
    stacks,
    exported,
    ofType: (type) => all.filter((resource) => resource.type === type),
    asset: (key) => {
      const found = assets.get(key);
      if (!found) throw new Error(`The assembly has no asset ${key}`);
      return found;
    },
  };
};
