/** CloudFront before every door: what it keeps and for how long, what it passes on, and who can go round it. */
import { App, Stack } from 'aws-cdk-lib';
import { describe, expect, it } from 'vitest';
import { OriginSecret } from '../../infra/origin-secret.ts';
import { type Stage, stages } from '../../infra/stage.ts';
import { synthesized } from './synthesized.ts';

const domain = { name: 'talks.example', certificateArn: 'arn:aws:acm:us-east-1:111111111111:certificate/1' };
const stage: Stage = { ...stages.prod, domain };
const prod = synthesized(stage);
const small = synthesized(stages.small);

const configOf = ({ of, service }: typeof prod) => of(service.edge.distribution).Properties.DistributionConfig;
const config = configOf(prod);
const behaviors = [{ PathPattern: '*', ...config.DefaultCacheBehavior }, ...config.CacheBehaviors];
const behaviorOf = (path: string) => behaviors.find(({ PathPattern }) => PathPattern === path);
const policyOf = (path: string) => {
  const found = prod
    .ofType(prod.service, 'AWS::CloudFront::CachePolicy')
    .find(({ id }) => id === behaviorOf(path).CachePolicyId.Ref);
  return found?.Properties.CachePolicyConfig;
};
const originOf = (path: string) =>
  config.Origins.find(({ Id }: { Id: string }) => Id === behaviorOf(path).TargetOriginId);

/** CloudFront's own policies: nothing is kept; all that a caller sends is passed on but the name of the host. */
const nothingKept = '4135ea2d-6df8-44a3-9df3-4b5a84be39ad';
const allButTheHost = 'b689b0a8-53d0-40ab-baf2-68738e2966ac';

describe('what is kept at the edge', () => {
  it('is a public reply, as long as it says but never longer than 30 s, for its address and query alone', () => {
    expect(policyOf('/public/*')).toMatchObject({
      MinTTL: 0,
      DefaultTTL: 0,
      MaxTTL: 30,
      ParametersInCacheKeyAndForwardedToOrigin: {
        QueryStringsConfig: { QueryStringBehavior: 'all' },
        CookiesConfig: { CookieBehavior: 'none' },
        HeadersConfig: { HeaderBehavior: 'none' },
      },
    });
    expect(behaviorOf('/public/*')).not.toHaveProperty('OriginRequestPolicyId');
  });

  it.each(['/analyst/*', '/cleared/*', '/staff/*', '*'])('is nothing of %s, which the door sees whole', (path) => {
    expect(behaviorOf(path)).toMatchObject({
      CachePolicyId: nothingKept,
      OriginRequestPolicyId: allButTheHost,
      AllowedMethods: expect.arrayContaining(['GET', 'HEAD', 'OPTIONS', 'PUT', 'POST', 'DELETE']),
      // A compressed reply has a weak ETag, which `If-Match` does not take.
      Compress: false,
    });
  });

  it('is no error that does not ask for it: a record just made would stay a 404', () => {
    const unasked = [400, 403, 404, 405, 414, 416, 500, 501, 502, 503, 504];
    expect(config.CustomErrorResponses).toEqual(unasked.map((ErrorCode) => ({ ErrorCode, ErrorCachingMinTTL: 0 })));
  });

  it('is of a text what its object says, and no query reaches S3, which takes headers out of it', () => {
    expect(policyOf('/texts/*')).toMatchObject({
      MinTTL: 0,
      DefaultTTL: 0,
      MaxTTL: 30,
      ParametersInCacheKeyAndForwardedToOrigin: { QueryStringsConfig: { QueryStringBehavior: 'none' } },
    });
    expect(behaviorOf('/texts/*')).not.toHaveProperty('OriginRequestPolicyId');
    expect(behaviorOf('/texts/*').AllowedMethods).toEqual(['GET', 'HEAD']);
    const { PathPattern: _texts, ...ofTexts } = behaviorOf('/texts/*');
    const { PathPattern: _files, ...ofSnapshots } = behaviorOf('/snapshots/files/*');
    expect(ofSnapshots).toEqual(ofTexts);
  });
});

describe('what is kept of the site', () => {
  it.each(['/', '/kk*', '/ru*', '/en*', '/embed/*'])(
    'is of %s what the function says, as of a public reply',
    (path) => {
      const { PathPattern: _own, ...kept } = behaviorOf(path);
      const { PathPattern: _public, ...ofPublic } = behaviorOf('/public/*');
      expect(kept).toEqual(ofPublic);
    },
  );

  it('is a file for as long as its object says, from its bucket, which this distribution alone reads', () => {
    const optimized = '658327ea-f89d-4fab-a63d-7e88639e58f6';
    expect(behaviorOf('/assets/*')).toMatchObject({
      CachePolicyId: optimized,
      Compress: true,
      AllowedMethods: ['GET', 'HEAD'],
    });
    expect(originOf('/assets/*').OriginAccessControlId).toBeDefined();
    expect(originOf('/assets/*').Id).not.toBe(originOf('/texts/*').Id);
  });
});

describe('the way to the origins', () => {
  it('is TLS from end to end, of today, under the site’s own name', () => {
    for (const { ViewerProtocolPolicy } of behaviors) expect(ViewerProtocolPolicy).toBe('https-only');
    expect(originOf('/public/*').CustomOriginConfig).toMatchObject({
      OriginProtocolPolicy: 'https-only',
      OriginSSLProtocols: ['TLSv1.2'],
    });
    expect(config).toMatchObject({
      Aliases: [domain.name],
      HttpVersion: 'http2and3',
      ViewerCertificate: { AcmCertificateArn: domain.certificateArn, MinimumProtocolVersion: 'TLSv1.2_2021' },
    });
  });

  it('leads to the texts for this distribution alone', () => {
    expect(originOf('/texts/*').OriginAccessControlId).toBeDefined();
    const { publicFiles } = prod.service;
    const distribution = prod.of(prod.service.edge.distribution).id;
    const bucket = prod.said(prod.service, publicFiles.bucketName);
    const policy = prod
      .ofType(prod.service, 'AWS::S3::BucketPolicy')
      .find(({ Properties }) => JSON.stringify(Properties.Bucket) === JSON.stringify(bucket));
    const readers = policy?.Properties.PolicyDocument.Statement.filter(
      ({ Effect, Action }: { Effect: string; Action: string }) => Effect === 'Allow' && Action !== 's3:PutObject',
    );
    expect(readers).toEqual([
      {
        Action: 's3:GetObject',
        Effect: 'Allow',
        Principal: { Service: 'cloudfront.amazonaws.com' },
        Resource: prod.said(prod.service, publicFiles.arnForObjects('*')),
        Condition: { StringEquals: { 'AWS:SourceArn': expect.anything() } },
      },
    ]);
    expect(JSON.stringify(readers)).toContain(`distribution/",{"Ref":"${distribution}"}`);
  });

  it('sets safe headers on every reply, over which a door’s own stand', () => {
    const [policy] = prod.ofType(prod.service, 'AWS::CloudFront::ResponseHeadersPolicy');
    for (const { ResponseHeadersPolicyId } of behaviors) expect(ResponseHeadersPolicyId).toEqual({ Ref: policy?.id });
    expect(policy?.Properties.ResponseHeadersPolicyConfig.SecurityHeadersConfig).toMatchObject({
      StrictTransportSecurity: { AccessControlMaxAgeSec: 63_072_000, Override: true },
      ContentTypeOptions: { Override: true },
      ContentSecurityPolicy: { Override: false },
      FrameOptions: { FrameOption: 'DENY', Override: false },
      ReferrerPolicy: { ReferrerPolicy: 'no-referrer', Override: false },
    });
  });
});

describe('the secret of the origin', () => {
  const secretsIn = (value: unknown): string[] => JSON.stringify(value).match(/OriginSecretNumber\d/g) ?? [];

  it('is sent by CloudFront, known to every function that is served, and to no other', () => {
    const [header] = originOf('/staff/*').OriginCustomHeaders;
    expect(header.HeaderName).toBe('x-origin-secret');
    expect(JSON.stringify(header.HeaderValue)).toContain('{{resolve:secretsmanager:');
    const [sent] = secretsIn(header.HeaderValue);
    for (const [name, one] of Object.entries(prod.service.functions)) {
      const { Variables } = prod.of(one.function).Properties.Environment;
      const isServed = ['public', 'feeds', 'analyst', 'cleared', 'staff', 'docs', 'pages'].includes(name);
      expect([name, secretsIn(Variables.ORIGIN_SECRET ?? null)]).toEqual([
        name,
        isServed ? [sent, 'OriginSecretNumber2'] : [],
      ]);
    }
  });

  it('can be read by no role', () => {
    for (const stack of prod.all) expect(JSON.stringify(prod.ofType(stack, 'AWS::IAM::Role'))).not.toContain('secrets');
  });

  it('changes in two deployments, at each moment of which what is sent is accepted', () => {
    const made = (originSecret: Stage['originSecret']) => {
      const stack = new Stack(new App(), 'Test');
      const { sent, accepted } = new OriginSecret(stack, 'OriginSecret', originSecret);
      return { sent: secretsIn(stack.resolve(sent)), accepted: secretsIn(stack.resolve(accepted)) };
    };
    const turns: Stage['originSecret'][] = [
      { sent: 1, accepted: [1, 2] },
      { sent: 2, accepted: [1, 2] },
      { sent: 2, accepted: [2, 3] },
    ];
    for (const [index, before] of turns.slice(0, -1).entries()) {
      const after = turns[index + 1] ?? before;
      // While a deployment is under way either side may be the old one or the new one.
      for (const { sent } of [made(before), made(after)]) {
        expect(sent).toHaveLength(1);
        for (const { accepted } of [made(before), made(after)]) expect(accepted).toContain(sent[0]);
      }
    }
    expect(() => made({ sent: 3, accepted: [1, 2] })).toThrow('Secret 3 is sent, but 1 and 2 are accepted');
  });
});

describe('the log of the edge', () => {
  const [delivery] = prod.ofType(prod.edgeWatch, 'AWS::Logs::Delivery');

  it('says from where which door was asked and what became of it, and nothing of what was asked', () => {
    expect(delivery?.Properties.RecordFields).toEqual([
      'date',
      'time',
      'x-edge-location',
      'c-ip',
      'cs-method',
      'cache-behavior-path-pattern',
      'sc-status',
      'sc-bytes',
      'time-taken',
      'x-edge-detailed-result-type',
      'x-edge-request-id',
      'ssl-protocol',
    ]);
    // The other kind of log has addresses, queries and cookies.
    for (const stage of [prod, small]) expect(configOf(stage)).not.toHaveProperty('Logging');
  });

  it('is of this distribution, in us-east-1, where CloudFront delivers it to nobody but its bucket', () => {
    expect(prod.edgeWatch.region).toBe('us-east-1');
    const [source] = prod.ofType(prod.edgeWatch, 'AWS::Logs::DeliverySource');
    expect(delivery?.Properties.DeliverySourceName).toBe(source?.Properties.Name);
    const { 'Fn::Join': arn } = source?.Properties.ResourceArn ?? {};
    expect(arn?.[1].at(-1)['Fn::GetStackOutput']).toMatchObject({ StackName: 'Kelissoz-prod-Service' });
    const [policy] = prod.ofType(prod.edgeWatch, 'AWS::S3::BucketPolicy');
    const allowed = policy?.Properties.PolicyDocument.Statement.filter(
      ({ Effect }: { Effect: string }) => Effect === 'Allow',
    );
    expect(allowed).toMatchObject([
      {
        Action: 's3:PutObject',
        Principal: { Service: 'delivery.logs.amazonaws.com' },
        Condition: { StringEquals: { 'aws:SourceAccount': { Ref: 'AWS::AccountId' } } },
      },
    ]);
  });
});

describe('the firewall', () => {
  it('stands before CloudFront, told of by CloudFormation itself and by no function of the library', () => {
    const { 'Fn::GetStackOutput': output } = config.WebACLId;
    expect(output).toMatchObject({ StackName: 'Kelissoz-prod-Firewall', Region: 'us-east-1' });
    expect(prod.service.region).not.toBe('us-east-1');
    const types = prod.all.flatMap((stack) => prod.ofType(stack, 'AWS::CloudFormation::CustomResource'));
    expect(types).toEqual([]);
    for (const stack of prod.all) {
      const served = stack === prod.service ? Object.keys(prod.service.functions).length : 0;
      expect(prod.ofType(stack, 'AWS::Lambda::Function')).toHaveLength(served);
    }
  });

  it('is not in the small stage', () => {
    expect(small.firewall).toBeUndefined();
    expect(configOf(small)).not.toHaveProperty('WebACLId');
  });
});
