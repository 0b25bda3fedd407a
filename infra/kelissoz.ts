/** The whole system of a stage, stack by stack. */
import { type App, Tags } from 'aws-cdk-lib';
import { DataStack } from './data-stack.ts';
import { EdgeWatchStack } from './edge-watch-stack.ts';
import { FirewallStack } from './firewall-stack.ts';
import { ServiceStack } from './service-stack.ts';
import type { Stage } from './stage.ts';

/** A stage's stacks: what cannot be made anew is in Data, all else in Service; the others stand where CloudFront is. */
export type Stacks = {
  readonly firewall: FirewallStack | undefined;
  readonly data: DataStack;
  readonly service: ServiceStack;
  readonly edgeWatch: EdgeWatchStack;
};

/** Adds the stacks of a stage to an app. */
export const kelissoz = (app: App, stage: Stage): Stacks => {
  const named = (part: string): string => `Kelissoz-${stage.name}-${part}`;
  const firewall = stage.firewall ? new FirewallStack(app, named('Firewall'), stage) : undefined;
  const data = new DataStack(app, named('Data'), stage);
  const service = new ServiceStack(app, named('Service'), stage, data, firewall?.webAclArn);
  const edgeWatch = new EdgeWatchStack(app, named('EdgeWatch'), stage, service.edge.distribution);
  Tags.of(app).add('kelissoz:stage', stage.name);
  return { firewall, data, service, edgeWatch };
};
