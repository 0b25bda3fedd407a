/** A template in which something is otherwise, as a change of the stacks would make it. */
import type { Resource, Stack, Template } from '../../local/gateway/template.ts';

/** The properties that a resource is to have; undefined takes it out of the template. */
export type Alter = (resource: Resource) => Readonly<Record<string, unknown>> | undefined;

/** The template with each resource as `alter` says. */
export const altered = (template: Template, alter: Alter): Template => {
  const stacks = template.stacks.map((stack): Stack => {
    const resources = new Map<string, Resource>();
    const changed = { ...stack, resources };
    for (const resource of stack.resources.values()) {
      const properties = alter(resource);
      if (properties) resources.set(resource.id, { ...resource, stack: changed, properties });
    }
    return changed;
  });
  const named = (old: Stack): Stack => stacks.find(({ name }) => name === old.name) ?? old;
  const all = stacks.flatMap(({ resources }) => [...resources.values()]);
  return {
    stacks,
    exported: new Map([...template.exported].map(([name, { stack, value }]) => [name, { stack: named(stack), value }])),
    ofType: (type) => all.filter((resource) => resource.type === type),
    asset: template.asset,
  };
};

/** The same, of the resources of one type whose logical id begins so. */
export const alteredOnly = (template: Template, type: string, begins: string, alter: Alter): Template =>
  altered(template, (resource) =>
    resource.type === type && resource.id.toLowerCase().startsWith(begins.toLowerCase())
      ? alter(resource)
      : resource.properties,
  );
