/** The web firewall in front of CloudFront, in us-east-1, where a web ACL for CloudFront has to be. */
import { RemovalPolicy, Stack } from 'aws-cdk-lib';
import { LogGroup } from 'aws-cdk-lib/aws-logs';
import { CfnLoggingConfiguration, CfnWebACL } from 'aws-cdk-lib/aws-wafv2';
import type { Construct } from 'constructs';
import { edgeRegion, fromElsewhere } from './region.ts';
import type { Stage } from './stage.ts';

/** How many requests in five minutes one address may send: ten a second, for a ministry may sit behind one address. */
const mostRequests = 3000;

/**
 * Rules of the core rule set that only count, because they would refuse what staff write: an import has up to 4 MB, not
 * 8 kB; a source is an address on the web; a period without an end, `"../2013"`, looks like a way out of a folder; texts
 * of documents quote markup. Elsewhere nothing has a body, and there `body-outside-staff` refuses what these counted.
 */
const countedRules = [
  'SizeRestrictions_BODY',
  'CrossSiteScripting_BODY',
  'EC2MetaDataSSRF_BODY',
  'GenericLFI_BODY',
  'GenericRFI_BODY',
] as const;

/** What is written nowhere, neither in the log nor among the sampled requests: who is signed in, what is asked, what is written. */
const withheld: CfnWebACL.FieldToProtectProperty[] = [
  { fieldType: 'SINGLE_HEADER', fieldKeys: ['authorization', 'cookie', 'referer', 'change-reason'] },
  { fieldType: 'QUERY_STRING' },
  { fieldType: 'BODY' },
];

const coreLabels = 'awswaf:managed:aws:core-rule-set:';

const seen = (metricName: string): CfnWebACL.VisibilityConfigProperty => ({
  metricName,
  cloudWatchMetricsEnabled: true,
  sampledRequestsEnabled: true,
});

/** A rule group that AWS keeps up to date. */
const managed = (name: string, counted: readonly string[] = []): Omit<CfnWebACL.RuleProperty, 'priority'> => ({
  name,
  overrideAction: { none: {} },
  statement: {
    managedRuleGroupStatement: {
      vendorName: 'AWS',
      name,
      ruleActionOverrides: counted.map((rule) => ({ name: rule, actionToUse: { count: {} } })),
    },
  },
  visibilityConfig: seen(name),
});

/** The rules in their order. Together they take under 1 000 of the 1 500 units that cost nothing more. */
const rules: Omit<CfnWebACL.RuleProperty, 'priority'>[] = [
  managed('AWSManagedRulesAmazonIpReputationList'),
  {
    name: 'too-many-requests',
    action: { block: { customResponse: { responseCode: 429 } } },
    statement: {
      rateBasedStatement: { limit: mostRequests, evaluationWindowSec: 300, aggregateKeyType: 'IP' },
    },
    visibilityConfig: seen('too-many-requests'),
  },
  managed('AWSManagedRulesKnownBadInputsRuleSet'),
  managed('AWSManagedRulesCommonRuleSet', countedRules),
  {
    name: 'body-outside-staff',
    action: { block: {} },
    statement: {
      andStatement: {
        statements: [
          // Whatever else the core rule set labels it has refused by itself.
          { labelMatchStatement: { scope: 'NAMESPACE', key: coreLabels } },
          {
            notStatement: {
              statement: {
                byteMatchStatement: {
                  // As it was sent: an address that is written otherwise is not excepted.
                  fieldToMatch: { uriPath: {} },
                  positionalConstraint: 'STARTS_WITH',
                  searchString: '/staff/v1/',
                  textTransformations: [{ priority: 0, type: 'NONE' }],
                },
              },
            },
          },
        ],
      },
    },
    visibilityConfig: seen('body-outside-staff'),
  },
];

/** The stack of the firewall. */
export class FirewallStack extends Stack {
  readonly webAclArn: string;

  constructor(scope: Construct, id: string, stage: Stage) {
    super(scope, id, { env: { region: edgeRegion } });

    const webAcl = new CfnWebACL(this, 'WebAcl', {
      name: `kelissoz-${stage.name}`,
      scope: 'CLOUDFRONT',
      defaultAction: { allow: {} },
      rules: rules.map((rule, priority) => ({ ...rule, priority })),
      dataProtectionConfig: {
        dataProtections: withheld.map((field) => ({ field, action: 'SUBSTITUTION' })),
      },
      visibilityConfig: seen(`kelissoz-${stage.name}`),
    });

    this.webAclArn = fromElsewhere(webAcl.attrArn);

    const log = new LogGroup(this, 'Log', {
      // A log group of another name is not accepted.
      logGroupName: `aws-waf-logs-kelissoz-${stage.name}`,
      retention: stage.logDays,
      removalPolicy: RemovalPolicy.DESTROY,
    });
    new CfnLoggingConfiguration(this, 'Logging', {
      resourceArn: webAcl.attrArn,
      logDestinationConfigs: [log.logGroupArn],
      // Who was let through is none of its business.
      loggingFilter: {
        DefaultBehavior: 'DROP',
        Filters: [
          {
            Behavior: 'KEEP',
            Requirement: 'MEETS_ANY',
            Conditions: ['BLOCK', 'COUNT'].map((Action) => ({ ActionCondition: { Action } })),
          },
        ],
      },
    });
  }
}
