/** What the firewall refuses and what it lets through, and that it notes nothing of what is asked or written. */
import { describe, expect, it } from 'vitest';
import { stages } from '../../infra/stage.ts';
import { synthesized } from './synthesized.ts';

const { firewall, ofType } = synthesized(stages.prod);
if (!firewall) throw new Error('prod has no firewall');
const [webAcl] = ofType(firewall, 'AWS::WAFv2::WebACL');
const rules: Record<string, unknown>[] = webAcl?.Properties.Rules;
const ruleOf = (name: string) => webAcl?.Properties.Rules.find(({ Name }: { Name: string }) => Name === name);

describe('the rules', () => {
  it('let through what no rule is against, in a stack where web ACLs for CloudFront have to be', () => {
    expect(webAcl?.Properties).toMatchObject({ Scope: 'CLOUDFRONT', DefaultAction: { Allow: {} } });
    expect(firewall.region).toBe('us-east-1');
  });

  it('are in this order, each group of AWS with its own verdicts', () => {
    expect(rules.map(({ Name, Priority }) => [Priority, Name])).toEqual([
      [0, 'AWSManagedRulesAmazonIpReputationList'],
      [1, 'too-many-requests'],
      [2, 'AWSManagedRulesKnownBadInputsRuleSet'],
      [3, 'AWSManagedRulesCommonRuleSet'],
      [4, 'body-outside-staff'],
    ]);
    for (const { OverrideAction, Action } of rules) expect(OverrideAction ?? Action).not.toHaveProperty('Count');
  });

  it('answer 429 to an address that asks more than ten times a second for five minutes', () => {
    expect(ruleOf('too-many-requests')).toMatchObject({
      Action: { Block: { CustomResponse: { ResponseCode: 429 } } },
      Statement: { RateBasedStatement: { AggregateKeyType: 'IP', EvaluationWindowSec: 300, Limit: 3000 } },
    });
  });
});

describe('bodies', () => {
  const { RuleActionOverrides: counted } = ruleOf('AWSManagedRulesCommonRuleSet').Statement.ManagedRuleGroupStatement;
  const { Action, Statement } = ruleOf('body-outside-staff');
  const [labelled, elsewhere] = Statement.AndStatement.Statements;

  it('are counted by the rules that would refuse an import, a source’s address or an open period, and by no others', () => {
    expect(counted.map(({ Name }: { Name: string }) => Name)).toEqual([
      'SizeRestrictions_BODY',
      'CrossSiteScripting_BODY',
      'EC2MetaDataSSRF_BODY',
      'GenericLFI_BODY',
      'GenericRFI_BODY',
    ]);
    for (const { ActionToUse } of counted) expect(ActionToUse).toEqual({ Count: {} });
  });

  it('that were counted are refused everywhere but at the staff door', () => {
    expect(Action).toEqual({ Block: {} });
    expect(labelled.LabelMatchStatement).toEqual({ Scope: 'NAMESPACE', Key: 'awswaf:managed:aws:core-rule-set:' });
    expect(elsewhere.NotStatement.Statement.ByteMatchStatement).toMatchObject({
      FieldToMatch: { UriPath: {} },
      PositionalConstraint: 'STARTS_WITH',
      SearchString: '/staff/v1/',
      TextTransformations: [{ Type: 'NONE' }],
    });
  });
});

describe('the log', () => {
  it('is of requests that were blocked or counted, in a group of the name that WAF asks for', () => {
    const [logging] = ofType(firewall, 'AWS::WAFv2::LoggingConfiguration');
    expect(logging?.Properties.LoggingFilter).toMatchObject({
      DefaultBehavior: 'DROP',
      Filters: [
        {
          Behavior: 'KEEP',
          Conditions: [{ ActionCondition: { Action: 'BLOCK' } }, { ActionCondition: { Action: 'COUNT' } }],
        },
      ],
    });
    const [group] = ofType(firewall, 'AWS::Logs::LogGroup');
    expect(group?.Properties).toMatchObject({ LogGroupName: 'aws-waf-logs-kelissoz-prod', RetentionInDays: 365 });
  });

  it('and the samples hold neither who is signed in, nor what is asked, nor what is written', () => {
    expect(webAcl?.Properties.DataProtectionConfig.DataProtections).toEqual([
      {
        Action: 'SUBSTITUTION',
        Field: { FieldType: 'SINGLE_HEADER', FieldKeys: ['authorization', 'cookie', 'referer', 'change-reason'] },
      },
      { Action: 'SUBSTITUTION', Field: { FieldType: 'QUERY_STRING' } },
      { Action: 'SUBSTITUTION', Field: { FieldType: 'BODY' } },
    ]);
  });
});
