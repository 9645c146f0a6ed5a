/**
 * Administration of identity pools with AWS's own client: pools, roles, principal tags and identities, all by signed
 * requests.
 */
import {
  CreateIdentityPoolCommand,
  DeleteIdentitiesCommand,
  DeleteIdentityPoolCommand,
  DescribeIdentityCommand,
  DescribeIdentityPoolCommand,
  GetIdentityPoolRolesCommand,
  GetPrincipalTagAttributeMapCommand,
  ListIdentitiesCommand,
  ListIdentityPoolsCommand,
  type RoleMapping,
  SetIdentityPoolRolesCommand,
  SetPrincipalTagAttributeMapCommand,
  UpdateIdentityPoolCommand,
} from '@aws-sdk/client-cognito-identity';
import { describe, expect, it } from 'vitest';
import { createAwsSide, clientId, provider } from '../sts/aws-side.ts';
import { asUser } from '../sts/principals.ts';
import { ada, addRole, getId, getKeys, issuer, refused, sessionOf } from './calls.ts';

const setUp = () => {
  const aws = createAwsSide();
  return { aws, admin: aws.admin(), IdentityPoolId: aws.pool.id };
};
const userRole = 'arn:aws:iam::123456789012:role/cognito-kit-user';
const guestRole = 'arn:aws:iam::123456789012:role/cognito-kit-guest';

describe('an identity pool', () => {
  const settings = {
    IdentityPoolName: 'second',
    AllowUnauthenticatedIdentities: false,
    AllowClassicFlow: true,
    DeveloperProviderName: 'login.second.app',
    CognitoIdentityProviders: [{ ProviderName: provider, ClientId: clientId, ServerSideTokenCheck: true }],
    SupportedLoginProviders: { 'accounts.google.com': 'a-web;a-phone' },
    OpenIdConnectProviderARNs: ['arn:aws:iam::123456789012:oidc-provider/login.example.com/tenant'],
  };

  it('an identity pool is created, described, listed and deleted with every setting that was sent', async () => {
    const { aws, admin } = setUp();
    const { IdentityPoolId = '' } = await admin.send(new CreateIdentityPoolCommand(settings));
    expect(IdentityPoolId).toMatch(/^us-east-1:[0-9a-f-]{36}$/);
    expect(await admin.send(new DescribeIdentityPoolCommand({ IdentityPoolId }))).toMatchObject(settings);
    expect(aws.pools.pools[IdentityPoolId]).toEqual({
      id: IdentityPoolId,
      name: 'second',
      guests: 'refused',
      classicFlow: 'allowed',
      developerProviderName: 'login.second.app',
      providers: [{ providerName: provider, clientId, serverSideTokenCheck: 'checked' }],
      openIdProviders: [
        { providerName: 'accounts.google.com', audiences: ['a-web', 'a-phone'] },
        { providerName: 'login.example.com/tenant' },
      ],
      roles: {},
    });
    const first = await admin.send(new ListIdentityPoolsCommand({ MaxResults: 1 }));
    const rest = await admin.send(
      new ListIdentityPoolsCommand({ MaxResults: 1, NextToken: first.NextToken }),
    );
    expect(
      [...(first.IdentityPools ?? []), ...(rest.IdentityPools ?? [])].map((pool) => pool.IdentityPoolId),
    ).toEqual([aws.pool.id, IdentityPoolId]);
    await admin.send(new DeleteIdentityPoolCommand({ IdentityPoolId }));
    await expect(admin.send(new DescribeIdentityPoolCommand({ IdentityPoolId }))).rejects.toMatchObject({
      name: 'ResourceNotFoundException',
    });
  });

  it('fault 71 (deleted identity): a deleted identity pool takes its identities with it', async () => {
    const { aws, admin, IdentityPoolId } = setUp();
    const guest = await getId(aws);
    await admin.send(new DeleteIdentityPoolCommand({ IdentityPoolId }));
    await expect(getKeys(aws, guest)).rejects.toMatchObject({ name: 'ResourceNotFoundException' });
  });

  it('UpdateIdentityPool replaces all settings and leaves the roles unchanged', async () => {
    const { aws, admin, IdentityPoolId } = setUp();
    await admin.send(
      new UpdateIdentityPoolCommand({
        IdentityPoolId,
        IdentityPoolName: 'renamed',
        AllowUnauthenticatedIdentities: false,
      }),
    );
    expect(aws.pools.pools[IdentityPoolId]).toMatchObject({
      name: 'renamed',
      guests: 'refused',
      providers: [],
      roles: { authenticated: userRole, unauthenticated: guestRole },
    });
    await expect(getId(aws)).rejects.toMatchObject(
      refused('Unauthenticated access is not supported for this identity pool.'),
    );
  });

  it.each([
    [{ IdentityPoolName: undefined }, 'ValidationException'],
    [{ AllowUnauthenticatedIdentities: undefined }, 'InvalidParameterException'],
    [{ DeveloperProviderName: 'with space' }, 'InvalidParameterException'],
    [{ OpenIdConnectProviderARNs: ['login.example.com'] }, 'InvalidParameterException'],
    [{ CognitoIdentityProviders: [{ ProviderName: provider }] }, 'ValidationException'],
  ])('CreateIdentityPool refuses the settings %o', async (change, name) => {
    const { admin } = setUp();
    await expect(admin.send(new CreateIdentityPoolCommand({ ...settings, ...change }))).rejects.toMatchObject(
      { name },
    );
  });
});

describe('the roles of an identity pool', () => {
  const rule = { Claim: 'custom:team', MatchType: 'Equals', Value: 'red', RoleARN: userRole } as const;

  it('GetIdentityPoolRoles returns the default roles and mappings that SetIdentityPoolRoles wrote', async () => {
    const { aws, admin, IdentityPoolId } = setUp();
    issuer(aws, 'accounts.google.com');
    const editor = addRole(aws, 'editor');
    const roleSettings = {
      Roles: { authenticated: userRole, unauthenticated: guestRole },
      RoleMappings: {
        [`${provider}:${clientId}`]: { Type: 'Token', AmbiguousRoleResolution: 'Deny' },
        'accounts.google.com': {
          Type: 'Rules',
          AmbiguousRoleResolution: 'AuthenticatedRole',
          RulesConfiguration: { Rules: [rule] },
        },
      } satisfies Record<string, RoleMapping>,
    };
    await admin.send(new SetIdentityPoolRolesCommand({ IdentityPoolId, ...roleSettings }));
    expect(await admin.send(new GetIdentityPoolRolesCommand({ IdentityPoolId }))).toMatchObject({
      IdentityPoolId,
      ...roleSettings,
    });
    const session = await sessionOf(aws, await ada(aws, { 'cognito:preferred_role': editor }));
    expect(session.roleArn).toBe(editor);
    await admin.send(new SetIdentityPoolRolesCommand({ IdentityPoolId, Roles: { authenticated: userRole } }));
    expect(await admin.send(new GetIdentityPoolRolesCommand({ IdentityPoolId }))).not.toHaveProperty(
      'RoleMappings',
    );
    await expect(sessionOf(aws)).rejects.toMatchObject({ name: 'InvalidIdentityPoolConfigurationException' });
  });

  const mapping = (change: object) => ({
    RoleMappings: {
      [provider]: {
        Type: 'Rules',
        AmbiguousRoleResolution: 'Deny',
        RulesConfiguration: { Rules: [rule] },
        ...change,
      },
    },
  });
  it.each<[string, object, string]>([
    [
      '26 rules',
      mapping({ RulesConfiguration: { Rules: Array.from({ length: 26 }, () => rule) } }),
      'InvalidParameterException',
    ],
    ['no rules', mapping({ RulesConfiguration: { Rules: [] } }), 'InvalidParameterException'],
    ['missing rules', mapping({ RulesConfiguration: undefined }), 'InvalidParameterException'],
    [
      'an unknown match type',
      mapping({ RulesConfiguration: { Rules: [{ ...rule, MatchType: 'EndsWith' }] } }),
      'InvalidParameterException',
    ],
    ['an unknown type', mapping({ Type: 'Guess' }), 'InvalidParameterException'],
    ['no resolution', mapping({ AmbiguousRoleResolution: undefined }), 'ValidationException'],
    ['an unknown resolution', mapping({ AmbiguousRoleResolution: 'Maybe' }), 'InvalidParameterException'],
    ['a third default role', { Roles: { admin: userRole } }, 'InvalidParameterException'],
    [
      'a provider that the pool does not have',
      { RoleMappings: { 'accounts.google.com': { Type: 'Token', AmbiguousRoleResolution: 'Deny' } } },
      'InvalidParameterException',
    ],
  ])('SetIdentityPoolRoles refuses %s and changes nothing', async (_, change, name) => {
    const { aws, admin, IdentityPoolId } = setUp();
    const before = structuredClone(aws.pool);
    await expect(
      admin.send(new SetIdentityPoolRolesCommand({ IdentityPoolId, Roles: {}, ...change })),
    ).rejects.toMatchObject({ name });
    expect(aws.pool).toEqual(before);
  });

  it('SetIdentityPoolRoles accepts a mapping with 25 rules', async () => {
    const { admin, IdentityPoolId } = setUp();
    const Rules = Array.from({ length: 25 }, () => rule);
    await expect(
      admin.send(
        new SetIdentityPoolRolesCommand({
          IdentityPoolId,
          Roles: {},
          ...(mapping({ RulesConfiguration: { Rules } }) as object),
        }),
      ),
    ).resolves.toBeTruthy();
  });

  it('SetIdentityPoolRoles requires iam:PassRole for each role that it sets', async () => {
    const { aws, IdentityPoolId } = setUp();
    const role = aws.iam.roles[userRole];
    const allow = (...passable: string[]) => {
      if (role)
        role.policies = [
          {
            name: 'operator',
            document: {
              Version: '2012-10-17',
              Statement: [
                { Effect: 'Allow', Action: 'cognito-identity:*', Resource: '*' },
                ...passable.map((Resource) => ({
                  Effect: 'Allow' as const,
                  Action: 'iam:PassRole',
                  Resource,
                })),
              ],
            },
          },
        ];
    };
    const operator = aws.admin((await asUser(aws)).keys);
    const set = () =>
      operator.send(
        new SetIdentityPoolRolesCommand({
          IdentityPoolId,
          Roles: { authenticated: userRole, unauthenticated: guestRole },
        }),
      );
    allow(userRole);
    await expect(set()).rejects.toMatchObject(refused(`Access to Role '${guestRole}' is forbidden.`));
    allow(userRole, guestRole);
    await expect(set()).resolves.toBeTruthy();
  });
});

describe('the principal tags of a provider', () => {
  it('GetPrincipalTagAttributeMap returns the custom tags or the default tags that were set', async () => {
    const { aws, admin, IdentityPoolId } = setUp();
    const IdentityProviderName = provider;
    const get = () =>
      admin.send(new GetPrincipalTagAttributeMapCommand({ IdentityPoolId, IdentityProviderName }));
    expect(await get()).toMatchObject({ UseDefaults: false, PrincipalTags: {} });
    const PrincipalTags = { team: 'custom:team' };
    await admin.send(
      new SetPrincipalTagAttributeMapCommand({ IdentityPoolId, IdentityProviderName, PrincipalTags }),
    );
    expect(await get()).toMatchObject({ UseDefaults: false, PrincipalTags });
    expect(aws.pool.principalTags).toEqual({ [provider]: { source: 'custom', claims: PrincipalTags } });
    await admin.send(
      new SetPrincipalTagAttributeMapCommand({ IdentityPoolId, IdentityProviderName, UseDefaults: true }),
    );
    expect(await get()).toMatchObject({
      UseDefaults: true,
      PrincipalTags: { username: 'sub', client: 'aud' },
    });
  });
});

describe('the identities of a pool', () => {
  it('identities are described and listed in pages, without disabled ones when HideDisabled is true', async () => {
    const { aws, admin, IdentityPoolId } = setUp();
    const guest = await getId(aws);
    aws.advance(5);
    const adasId = await getId(aws, await ada(aws));
    expect(await admin.send(new DescribeIdentityCommand({ IdentityId: adasId }))).toMatchObject({
      IdentityId: adasId,
      Logins: [provider],
      CreationDate: expect.any(Date),
      LastModifiedDate: expect.any(Date),
    });
    expect((await admin.send(new DescribeIdentityCommand({ IdentityId: guest }))).Logins).toBeUndefined();
    const first = await admin.send(new ListIdentitiesCommand({ IdentityPoolId, MaxResults: 1 }));
    const rest = await admin.send(
      new ListIdentitiesCommand({ IdentityPoolId, MaxResults: 1, NextToken: first.NextToken }),
    );
    expect(
      [...(first.Identities ?? []), ...(rest.Identities ?? [])].map(({ IdentityId }) => IdentityId),
    ).toEqual([guest, adasId]);
    expect(rest.NextToken).toBeUndefined();
    await getKeys(aws, guest, await ada(aws));
    const countListed = async (HideDisabled: boolean) =>
      (await admin.send(new ListIdentitiesCommand({ IdentityPoolId, MaxResults: 60, HideDisabled })))
        .Identities?.length;
    expect([await countListed(false), await countListed(true)]).toEqual([2, 1]);
    for (const input of [{ MaxResults: 61 }, { MaxResults: 0 }])
      await expect(admin.send(new ListIdentitiesCommand({ IdentityPoolId, ...input }))).rejects.toMatchObject(
        {
          name: 'ValidationException',
        },
      );
    await expect(
      admin.send(new ListIdentitiesCommand({ IdentityPoolId, MaxResults: 1, NextToken: 'x' })),
    ).rejects.toMatchObject({ name: 'InvalidParameterException' });
  });

  it('fault 71 (deleted identity): a deleted identity is reported as not found', async () => {
    const { aws, admin } = setUp();
    const guest = await getId(aws);
    const { UnprocessedIdentityIds } = await admin.send(
      new DeleteIdentitiesCommand({
        IdentityIdsToDelete: [guest, 'us-east-1:00000000-0000-4000-8000-000000000000'],
      }),
    );
    expect(UnprocessedIdentityIds).toEqual([]);
    await expect(getKeys(aws, guest)).rejects.toMatchObject(
      refused(`Identity '${guest}' not found.`, 'ResourceNotFoundException'),
    );
    await expect(admin.send(new DescribeIdentityCommand({ IdentityId: guest }))).rejects.toMatchObject({
      name: 'ResourceNotFoundException',
    });
  });

  it('listing and deleting identities is denied to a user whose role does not allow it', async () => {
    const { aws, IdentityPoolId } = setUp();
    const user = aws.admin((await asUser(aws)).keys);
    for (const command of [
      new ListIdentitiesCommand({ IdentityPoolId, MaxResults: 1 }),
      new ListIdentityPoolsCommand({ MaxResults: 1 }),
      new DeleteIdentitiesCommand({ IdentityIdsToDelete: [await getId(aws)] }),
      new GetIdentityPoolRolesCommand({ IdentityPoolId }),
    ])
      await expect(user.send(command as never)).rejects.toMatchObject({ name: 'AccessDeniedException' });
    expect(aws.lines.join('\n')).toContain('denied: User: ');
  });
});
