/** Who may sign in, and how, as it is deployed. */
import { describe, expect, it } from 'vitest';
import { stages } from '../../infra/stage.ts';
import { signedInPath, signedOutPath } from '../../shared/contract/sign-in.ts';
import { synthesized } from './synthesized.ts';

const { data, service, of, ofType, said } = synthesized(stages.prod);
const small = synthesized(stages.small);
const pool = of(data.signIn.userPool).Properties;
const client = of(service.client).Properties;

describe('people', () => {
  it('are invited, never sign up themselves, and are in the groups that the doors know', () => {
    expect(pool.AdminCreateUserConfig).toEqual({ AllowAdminCreateUserOnly: true });
    const groups = ofType(data, 'AWS::Cognito::UserPoolGroup').map(({ Properties }) => Properties.GroupName);
    expect(groups.sort()).toEqual(['analyst', 'cleared', 'releaser', 'staff']);
  });

  it('have a second factor, an authenticator, and no way round it by a forgotten password', () => {
    expect(pool.MfaConfiguration).toBe('ON');
    expect(pool.EnabledMfas).toEqual(['SOFTWARE_TOKEN_MFA']);
    expect(pool.AccountRecoverySetting.RecoveryMechanisms).toEqual([{ Name: 'admin_only', Priority: 1 }]);
  });

  it('have a password of fourteen characters of four kinds', () => {
    expect(pool.Policies.PasswordPolicy).toMatchObject({
      MinimumLength: 14,
      RequireLowercase: true,
      RequireNumbers: true,
      RequireSymbols: true,
      RequireUppercase: true,
    });
  });

  it('are watched for leaked passwords and strange places where the stage pays for it', () => {
    expect(pool).toMatchObject({ UserPoolTier: 'PLUS', UserPoolAddOns: { AdvancedSecurityMode: 'ENFORCED' } });
    const least = small.of(small.data.signIn.userPool).Properties;
    expect(least.UserPoolTier).toBe('ESSENTIALS');
    expect(least.UserPoolAddOns).toBeUndefined();
  });
});

describe('the site', () => {
  it('signs in by code alone, on the hosted pages, and has no secret', () => {
    expect(client.AllowedOAuthFlows).toEqual(['code']);
    expect(client.AllowedOAuthFlowsUserPoolClient).toBe(true);
    expect(client.GenerateSecret).toBe(false);
    expect(ofType(data, 'AWS::Cognito::UserPoolDomain')).toHaveLength(1);
    expect(ofType(service, 'AWS::Cognito::ManagedLoginBranding')).toHaveLength(1);
  });

  it('is where the code is sent, and nowhere else', () => {
    const at = (path: string) => said(service, `${service.edge.site}${path}`);
    expect(client.CallbackURLs).toEqual([at(signedInPath)]);
    expect(client.LogoutURLs).toEqual([at(signedOutPath)]);
  });

  it('may ask for every scope that a door takes', () => {
    const [server] = ofType(data, 'AWS::Cognito::UserPoolResourceServer');
    const scopes = server?.Properties.Scopes.map(({ ScopeName }: { ScopeName: string }) => `kelissoz/${ScopeName}`);
    expect(server?.Properties.Identifier).toBe('kelissoz');
    expect(client.AllowedOAuthScopes.sort()).toEqual([...scopes, 'openid'].sort());
    expect(scopes.sort()).toEqual(['kelissoz/analyst', 'kelissoz/cleared', 'kelissoz/staff']);
  });

  it('is given tokens for 15 minutes, which can be revoked, and refresh tokens for one use within 12 hours', () => {
    expect(client).toMatchObject({
      AccessTokenValidity: 15,
      IdTokenValidity: 15,
      RefreshTokenValidity: 720,
      TokenValidityUnits: { AccessToken: 'minutes', IdToken: 'minutes', RefreshToken: 'minutes' },
      EnableTokenRevocation: true,
      RefreshTokenRotation: { Feature: 'ENABLED' },
      PreventUserExistenceErrors: 'ENABLED',
    });
    // Cognito refuses rotation beside it, and would add it where nothing is said.
    expect(client.ExplicitAuthFlows).toEqual(['ALLOW_USER_SRP_AUTH']);
  });
});
