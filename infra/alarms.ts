/** Alarms: each tells whoever is on call, and says in its description where the runbook goes on. */
import { Aws } from 'aws-cdk-lib';
import { Alarm, ComparisonOperator, type IMetric, TreatMissingData } from 'aws-cdk-lib/aws-cloudwatch';
import { SnsAction } from 'aws-cdk-lib/aws-cloudwatch-actions';
import { type EventPattern, Rule, RuleTargetInput } from 'aws-cdk-lib/aws-events';
import { SnsTopic } from 'aws-cdk-lib/aws-events-targets';
import { PolicyStatement, ServicePrincipal } from 'aws-cdk-lib/aws-iam';
import { Key } from 'aws-cdk-lib/aws-kms';
import { Topic } from 'aws-cdk-lib/aws-sns';
import { EmailSubscription } from 'aws-cdk-lib/aws-sns-subscriptions';
import { Construct } from 'constructs';
import type { Stage } from './stage.ts';

/** What every alarm says: what is wrong, in a sentence, and the section of the runbook, as the end of its address. */
type Said = { readonly says: string; readonly section: string };

/** A metric that is too high in so many periods of `among`. What sends no data is well, unless its silence is alarming. */
export type TooHigh = Said & {
  readonly metric: IMetric;
  readonly above: number;
  readonly periods?: number;
  readonly among?: number;
  readonly silence?: 'alarms';
};

/** The alarms of a region, and whom they tell: CloudWatch reaches no topic of another one. */
export class Alarms extends Construct {
  /** Those on a metric, in the order in which they were added. */
  readonly all: readonly Alarm[];
  readonly #all: Alarm[] = [];
  readonly #topic: Topic;
  readonly #stage: Stage;

  constructor(scope: Construct, id: string, stage: Stage) {
    super(scope, id);
    this.all = this.#all;
    this.#stage = stage;
    const tellers = ['cloudwatch.amazonaws.com', 'events.amazonaws.com'].map((name) => new ServicePrincipal(name));
    // The key that AWS manages for topics would let neither of them in.
    const key = new Key(this, 'Key', { description: `Kelissöz ${stage.name}: alarms`, enableKeyRotation: true });
    const open = { actions: ['kms:Decrypt', 'kms:GenerateDataKey'], resources: ['*'] };
    key.addToResourcePolicy(new PolicyStatement({ ...open, principals: tellers }));
    this.#topic = new Topic(this, 'Topic', { displayName: `Kelissöz ${stage.name}`, masterKey: key, enforceSSL: true });
    this.#topic.addToResourcePolicy(
      new PolicyStatement({
        actions: ['sns:Publish'],
        resources: [this.#topic.topicArn],
        principals: [new ServicePrincipal('cloudwatch.amazonaws.com')],
        conditions: { StringEquals: { 'aws:SourceAccount': Aws.ACCOUNT_ID } },
      }),
    );
    if (stage.alarmEmail) this.#topic.addSubscription(new EmailSubscription(stage.alarmEmail));
  }

  /** An alarm that rings when a metric is too high. `name` says what is wrong with what: `public-failing`. */
  when(scope: Construct, name: string, { metric, above, periods = 1, among, silence, ...said }: TooHigh): Alarm {
    const alarm = new Alarm(scope, name, {
      alarmName: this.#named(name),
      alarmDescription: this.#description(said),
      metric,
      threshold: above,
      comparisonOperator: ComparisonOperator.GREATER_THAN_THRESHOLD,
      evaluationPeriods: among ?? periods,
      datapointsToAlarm: periods,
      treatMissingData: silence ? TreatMissingData.BREACHING : TreatMissingData.NOT_BREACHING,
    });
    alarm.addAlarmAction(new SnsAction(this.#topic));
    this.#all.push(alarm);
    return alarm;
  }

  /** An alarm that rings when something happens: an event of AWS, of which no metric tells. */
  on(scope: Construct, name: string, { eventPattern, ...said }: Said & { readonly eventPattern: EventPattern }): Rule {
    const description = this.#description(said);
    return new Rule(scope, name, {
      ruleName: this.#named(name),
      description,
      eventPattern,
      targets: [
        new SnsTopic(this.#topic, { message: RuleTargetInput.fromText(`${this.#named(name)}\n${description}`) }),
      ],
    });
  }

  #named(name: string): string {
    return `kelissoz-${this.#stage.name}-${name}`;
  }

  #description({ says, section }: Said): string {
    return `${says}\nRunbook: ${this.#stage.runbook}#${section}`;
  }
}
