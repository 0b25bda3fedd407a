/** What the CDK runs: the stacks of the stage that the context names (`-c stage=prod`). */
import { App } from 'aws-cdk-lib';
import settings from '../cdk.json' with { type: 'json' };
import { kelissoz } from './kelissoz.ts';
import { stageOf } from './stage.ts';

// What the command line says of the context comes before what is said here.
const app = new App({ context: settings.context, analyticsReporting: false });
kelissoz(app, stageOf(app.node.tryGetContext('stage')));
