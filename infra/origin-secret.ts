/** The secret by which a function knows that a request came by way of CloudFront, and so past the firewall. */
import { Secret } from 'aws-cdk-lib/aws-secretsmanager';
import { Construct } from 'constructs';
import { accept } from './accept.ts';
import type { Stage } from './stage.ts';

/** The request header that carries it. */
export const originHeader = 'x-origin-secret';

/**
 * Secrets by their number, made by Secrets Manager and known to nobody. They are resolved by CloudFormation while it
 * deploys, so that no role of ours may read them. A number is used once: a new secret is a new number.
 */
export class OriginSecret extends Construct {
  /** What CloudFront sends. */
  readonly sent: string;
  /** What functions accept: the values separated by commas. */
  readonly accepted: string;

  constructor(scope: Construct, id: string, { sent, accepted }: Stage['originSecret']) {
    super(scope, id);
    const secret = (number: number): string => {
      const made = new Secret(this, `Number${number}`, {
        description: `The origin's secret number ${number}`,
        // Without the comma, which separates them.
        generateSecretString: { passwordLength: 48, excludePunctuation: true },
      });
      accept(made, 'Changed by a deployment (runbook), for CloudFront and the functions have to agree.', 'SMG4');
      return made.secretValue.unsafeUnwrap();
    };
    const values = new Map(accepted.map((number) => [number, secret(number)]));
    const value = values.get(sent);
    if (value === undefined) throw new Error(`Secret ${sent} is sent, but ${accepted.join(' and ')} are accepted`);
    this.sent = value;
    this.accepted = [...values.values()].join(',');
  }
}
