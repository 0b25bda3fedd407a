/** The staff door as a Lambda. */
import { handle } from 'hono/aws-lambda';
import { issuerOf, runtimeOf } from './runtime.ts';
import { staffApp } from './writing/app.ts';

// The projector is invoked here once it is deployed; until then nobody has read the view back.
const withdraw = async (): Promise<boolean> => false;

let lambda: ReturnType<typeof handle> | undefined;
/** The Lambda handler; the application is made at the first request and kept. */
export const handler: ReturnType<typeof handle> = (event, context) => {
  lambda ??= handle(staffApp({ ...runtimeOf(process.env), issuer: issuerOf(process.env), withdraw }));
  return lambda(event, context);
};
