/** CloudFront before every door: what it keeps, and for how long, is said by the doors. */
import { Duration } from 'aws-cdk-lib';
import { Certificate } from 'aws-cdk-lib/aws-certificatemanager';
import {
  AllowedMethods,
  type BehaviorOptions,
  CacheCookieBehavior,
  CacheHeaderBehavior,
  CachePolicy,
  type CachePolicyProps,
  CacheQueryStringBehavior,
  Distribution,
  HeadersFrameOption,
  HeadersReferrerPolicy,
  HttpVersion,
  OriginRequestPolicy,
  OriginSslPolicy,
  ResponseHeadersPolicy,
  SecurityPolicyProtocol,
  ViewerProtocolPolicy,
} from 'aws-cdk-lib/aws-cloudfront';
import { HttpOrigin, S3BucketOrigin } from 'aws-cdk-lib/aws-cloudfront-origins';
import type { IBucket } from 'aws-cdk-lib/aws-s3';
import { Construct } from 'constructs';
import { accept } from './accept.ts';
import { originHeader } from './origin-secret.ts';
import type { Stage } from './stage.ts';

/** The statuses that CloudFront would keep for 10 s unasked, even `no-store`: a record just made would stay a 404. */
const keptUnasked = [400, 403, 404, 405, 414, 416, 500, 501, 502, 503, 504];

/** What is behind it. `api` is the host of the HTTP API, `secret` what tells a function that a request came this way. */
export type Behind = {
  readonly api: string;
  readonly secret: string;
  /** Where the released texts of documents are, under `texts/`, and the files of snapshots. */
  readonly texts: IBucket;
  /** Where the scripts and styles of the site are, under `assets/`. */
  readonly files: IBucket;
  /** The firewall's ARN; a stage without firewall has none. */
  readonly webAcl: string | undefined;
};

/** Headers for what sets none itself; what a function says stays. */
const securityHeaders = (scope: Construct): ResponseHeadersPolicy =>
  new ResponseHeadersPolicy(scope, 'Headers', {
    comment: 'Safe headers where the function sets none',
    securityHeadersBehavior: {
      strictTransportSecurity: { accessControlMaxAge: Duration.days(730), includeSubdomains: true, override: true },
      contentTypeOptions: { override: true },
      contentSecurityPolicy: { contentSecurityPolicy: "default-src 'none'; frame-ancestors 'none'", override: false },
      frameOptions: { frameOption: HeadersFrameOption.DENY, override: false },
      referrerPolicy: { referrerPolicy: HeadersReferrerPolicy.NO_REFERRER, override: false },
    },
  });

/** `minTtl` has to be 0, or what says `no-store` would be kept all the same. */
const atMost30Seconds: CachePolicyProps = {
  minTtl: Duration.seconds(0),
  defaultTtl: Duration.seconds(0),
  maxTtl: Duration.seconds(30),
  cookieBehavior: CacheCookieBehavior.none(),
  headerBehavior: CacheHeaderBehavior.none(),
  enableAcceptEncodingGzip: true,
  enableAcceptEncodingBrotli: true,
};

/**
 * How public replies are kept: as long as they say (`s-maxage`), never longer than 30 s, and not at all where they say
 * nothing. Whoever asks, with whatever cookies or token, is given the same. Compressed replies get a weak ETag of the
 * same text, which the doors and CloudFront compare weakly.
 */
const publicCache = (scope: Construct): CachePolicy =>
  new CachePolicy(scope, 'PublicCache', {
    comment: 'As long as the reply says, at most 30 s',
    ...atMost30Seconds,
    queryStringBehavior: CacheQueryStringBehavior.all(),
  });

/**
 * How texts are kept: as their objects say. The query stays here: S3 would take `response-content-type` out of it, and show as
 * a page of ours what was stored as an attachment.
 */
const textCache = (scope: Construct): CachePolicy =>
  new CachePolicy(scope, 'TextCache', {
    comment: 'As long as the object says, at most 30 s, without the query',
    ...atMost30Seconds,
    queryStringBehavior: CacheQueryStringBehavior.none(),
  });

/** The distribution of a stage. */
export class Edge extends Construct {
  readonly distribution: Distribution;
  /** The address of the site, without a slash at its end. */
  readonly site: string;

  constructor(scope: Construct, id: string, stage: Stage, { api, secret, texts, files, webAcl }: Behind) {
    super(scope, id);
    const always = {
      viewerProtocolPolicy: ViewerProtocolPolicy.HTTPS_ONLY,
      responseHeadersPolicy: securityHeaders(this),
    };
    const behindApi = {
      ...always,
      origin: new HttpOrigin(api, {
        customHeaders: { [originHeader]: secret },
        originSslProtocols: [OriginSslPolicy.TLS_V1_2],
        keepaliveTimeout: Duration.seconds(60),
      }),
      // A door refuses the methods that it does not know, in its own words.
      allowedMethods: AllowedMethods.ALLOW_ALL,
    };
    const kept: BehaviorOptions = { ...behindApi, cachePolicy: publicCache(this), compress: true };
    // Not compressed: a weak ETag could not be sent back in `If-Match`.
    const passedOn: BehaviorOptions = {
      ...behindApi,
      cachePolicy: CachePolicy.CACHING_DISABLED,
      originRequestPolicy: OriginRequestPolicy.ALL_VIEWER_EXCEPT_HOST_HEADER,
      compress: false,
    };
    const fromBucket: BehaviorOptions = {
      ...always,
      origin: S3BucketOrigin.withOriginAccessControl(texts),
      cachePolicy: textCache(this),
      allowedMethods: AllowedMethods.ALLOW_GET_HEAD,
      compress: true,
    };
    const { domain } = stage;
    this.distribution = new Distribution(this, 'Distribution', {
      comment: `Kelissöz ${stage.name}`,
      defaultBehavior: passedOn,
      additionalBehaviors: {
        '/public/*': kept,
        ...Object.fromEntries(['/', '/kk*', '/ru*', '/en*', '/embed/*'].map((path) => [path, kept])),
        '/assets/*': {
          ...always,
          origin: S3BucketOrigin.withOriginAccessControl(files),
          // As the objects say: a name stands for one content for ever.
          cachePolicy: CachePolicy.CACHING_OPTIMIZED,
          allowedMethods: AllowedMethods.ALLOW_GET_HEAD,
          compress: true,
        },
        '/analyst/*': passedOn,
        '/cleared/*': passedOn,
        '/staff/*': passedOn,
        '/texts/*': fromBucket,
        // And nothing else of snapshots: not what a successor would be made from.
        '/snapshots/files/*': fromBucket,
      },
      errorResponses: keptUnasked.map((httpStatus) => ({ httpStatus, ttl: Duration.seconds(0) })),
      httpVersion: HttpVersion.HTTP2_AND_3,
      ...(webAcl && { webAclId: webAcl }),
      ...(domain && {
        domainNames: [domain.name],
        minimumProtocolVersion: SecurityPolicyProtocol.TLS_V1_2_2021,
        certificate: Certificate.fromCertificateArn(this, 'Certificate', domain.certificateArn),
      }),
    });
    this.site = `https://${domain?.name ?? this.distribution.distributionDomainName}`;
    acceptFindings(this.distribution, stage);
  }
}

const acceptFindings = (distribution: Distribution, { domain, firewall }: Stage): void => {
  accept(distribution, 'What is public is public everywhere.', 'CFR1');
  accept(distribution, 'Logged by the stack EdgeWatch, in a form that can leave out who reads what.', 'CFR3');
  if (!domain) accept(distribution, 'The name that CloudFront gives has its certificate and protocols.', 'CFR4');
  if (!firewall) accept(distribution, 'A stage without firewall costs less.', 'CFR2');
};
