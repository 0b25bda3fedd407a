/** Who may sign in, and how: a user pool whose people are invited, each with a second factor. */
import { Aws, Duration, RemovalPolicy } from 'aws-cdk-lib';
import {
  AccountRecovery,
  CfnManagedLoginBranding,
  CfnUserPoolGroup,
  FeaturePlan,
  ManagedLoginVersion,
  Mfa,
  OAuthScope,
  ResourceServerScope,
  StandardThreatProtectionMode,
  UserPool,
  UserPoolClient,
  UserPoolClientIdentityProvider,
  type UserPoolDomain,
} from 'aws-cdk-lib/aws-cognito';
import { Construct } from 'constructs';
import { everyScope, groups, resourceServer, scopes, signedInPath, signedOutPath } from '../shared/contract/sign-in.ts';
import { accept } from './accept.ts';
import type { Stage } from './stage.ts';

/** The user pool with its groups, scopes and pages. People are data: it lives where data do. */
export class SignIn extends Construct {
  readonly userPool: UserPool;
  readonly domain: UserPoolDomain;

  constructor(scope: Construct, id: string, stage: Stage) {
    super(scope, id);
    this.userPool = new UserPool(this, 'UserPool', {
      userPoolName: `kelissoz-${stage.name}`,
      selfSignUpEnabled: false,
      signInAliases: { email: true },
      signInCaseSensitive: false,
      autoVerify: { email: true },
      keepOriginal: { email: true },
      mfa: Mfa.REQUIRED,
      mfaSecondFactor: { otp: true, sms: false },
      // Who forgot the password is invited anew: a way round the second factor would be the weakest door.
      accountRecovery: AccountRecovery.NONE,
      passwordPolicy: {
        minLength: 14,
        requireLowercase: true,
        requireUppercase: true,
        requireDigits: true,
        requireSymbols: true,
        tempPasswordValidity: Duration.days(3),
      },
      featurePlan: stage.threatProtection ? FeaturePlan.PLUS : FeaturePlan.ESSENTIALS,
      ...(stage.threatProtection && { standardThreatProtectionMode: StandardThreatProtectionMode.FULL_FUNCTION }),
      deletionProtection: stage.protectsData,
      removalPolicy: stage.keepsData ? RemovalPolicy.RETAIN : RemovalPolicy.DESTROY,
    });
    if (!stage.threatProtection) accept(this.userPool, 'A stage without threat protection costs less.', 'COG8');
    for (const [groupName, description] of Object.entries(groups)) {
      new CfnUserPoolGroup(this, `Group-${groupName}`, {
        userPoolId: this.userPool.userPoolId,
        groupName,
        description,
      });
    }
    this.userPool.addResourceServer('Scopes', {
      identifier: resourceServer,
      scopes: Object.entries(scopes).map(
        ([scopeName, scopeDescription]) => new ResourceServerScope({ scopeName, scopeDescription }),
      ),
    });
    this.domain = this.userPool.addDomain('Domain', {
      cognitoDomain: { domainPrefix: `kelissoz-${stage.name}-${Aws.ACCOUNT_ID}` },
      managedLoginVersion: ManagedLoginVersion.NEWER_MANAGED_LOGIN,
    });
  }
}

/**
 * The site as a client of the user pool: authorization code with PKCE, and no secret, for a page can keep none. It may ask for
 * every scope: whom a door serves it decides by the groups. Tokens live for 15 minutes, so that who is disabled is out by then.
 */
export const siteClient = (scope: Construct, { userPool }: SignIn, site: string): UserPoolClient => {
  const client = new UserPoolClient(scope, 'SiteClient', {
    userPool,
    generateSecret: false,
    // Left unsaid, Cognito would also allow tokens to be refreshed without a new refresh token.
    authFlows: { userSrp: true },
    supportedIdentityProviders: [UserPoolClientIdentityProvider.COGNITO],
    oAuth: {
      flows: { authorizationCodeGrant: true },
      scopes: [OAuthScope.OPENID, ...everyScope.map((name) => OAuthScope.custom(name))],
      callbackUrls: [`${site}${signedInPath}`],
      logoutUrls: [`${site}${signedOutPath}`],
    },
    accessTokenValidity: Duration.minutes(15),
    idTokenValidity: Duration.minutes(15),
    refreshTokenValidity: Duration.hours(12),
    refreshTokenRotationGracePeriod: Duration.seconds(10),
    enableTokenRevocation: true,
    preventUserExistenceErrors: true,
  });
  new CfnManagedLoginBranding(scope, 'SignInPages', {
    userPoolId: userPool.userPoolId,
    clientId: client.userPoolClientId,
    useCognitoProvidedValues: true,
  });
  return client;
};
