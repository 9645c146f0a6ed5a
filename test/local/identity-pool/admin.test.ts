/** What runs a pool: its settings, roles and tags, its identities; signed, and as AWS's own client reads and writes it. */
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

describe('a pool', () => {
  const settings = {
    IdentityPoolName: 'second',
    AllowUnauthenticatedIdentities: false,
    AllowClassicFlow: true,
    DeveloperProviderName: 'login.second.app',
    CognitoIdentityProviders: [{ ProviderName: provider, ClientId: clientId, ServerSideTokenCheck: true }],
    SupportedLoginProviders: { 'accounts.google.com': 'a-web;a-phone' },
    OpenIdConnectProviderARNs: ['arn:aws:iam::123456789012:oidc-provider/login.example.com/tenant'],
  };

  it('is created, described, listed and deleted, with all that is in it', async () => {
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

  it('fault 71: that was deleted takes its identities along', async () => {
    const { aws, admin, IdentityPoolId } = setUp();
    const guest = await getId(aws);
    await admin.send(new DeleteIdentityPoolCommand({ IdentityPoolId }));
    await expect(getKeys(aws, guest)).rejects.toMatchObject({ name: 'ResourceNotFoundException' });
  });

  it('is updated as a whole, and keeps its roles', async () => {
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
  ])('with %o is refused', async (change, name) => {
    const { admin } = setUp();
    await expect(admin.send(new CreateIdentityPoolCommand({ ...settings, ...change }))).rejects.toMatchObject(
      { name },
    );
  });
});

describe('roles of a pool', () => {
  const rule = { Claim: 'custom:team', MatchType: 'Equals', Value: 'red', RoleARN: userRole } as const;

  it('are set and got, defaults and mappings', async () => {
    const { aws, admin, IdentityPoolId } = setUp();
    issuer(aws, 'accounts.google.com');
    const editor = addRole(aws, 'editor');
    const given = {
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
    await admin.send(new SetIdentityPoolRolesCommand({ IdentityPoolId, ...given }));
    expect(await admin.send(new GetIdentityPoolRolesCommand({ IdentityPoolId }))).toMatchObject({
      IdentityPoolId,
      ...given,
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
    ['rules that are missing', mapping({ RulesConfiguration: undefined }), 'InvalidParameterException'],
    [
      'an unknown match',
      mapping({ RulesConfiguration: { Rules: [{ ...rule, MatchType: 'EndsWith' }] } }),
      'InvalidParameterException',
    ],
    ['an unknown type', mapping({ Type: 'Guess' }), 'InvalidParameterException'],
    ['no resolution', mapping({ AmbiguousRoleResolution: undefined }), 'ValidationException'],
    ['an unknown resolution', mapping({ AmbiguousRoleResolution: 'Maybe' }), 'InvalidParameterException'],
    ['a third default role', { Roles: { admin: userRole } }, 'InvalidParameterException'],
    [
      'a provider that it has not',
      { RoleMappings: { 'accounts.google.com': { Type: 'Token', AmbiguousRoleResolution: 'Deny' } } },
      'InvalidParameterException',
    ],
  ])('with %s are refused, and nothing is changed', async (_, change, name) => {
    const { aws, admin, IdentityPoolId } = setUp();
    const before = structuredClone(aws.pool);
    await expect(
      admin.send(new SetIdentityPoolRolesCommand({ IdentityPoolId, Roles: {}, ...change })),
    ).rejects.toMatchObject({ name });
    expect(aws.pool).toEqual(before);
  });

  it('25 rules are not too many', async () => {
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

  it('need iam:PassRole for every role that is handed on', async () => {
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

describe('principal tags of a provider', () => {
  it('are set and got: of one’s own, or the default ones', async () => {
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

describe('identities of a pool', () => {
  it('are described and listed, page by page, the lost ones hidden if asked', async () => {
    const { aws, admin, IdentityPoolId } = setUp();
    const guest = await getId(aws);
    aws.advance(5);
    const hers = await getId(aws, await ada(aws));
    expect(await admin.send(new DescribeIdentityCommand({ IdentityId: hers }))).toMatchObject({
      IdentityId: hers,
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
    ).toEqual([guest, hers]);
    expect(rest.NextToken).toBeUndefined();
    await getKeys(aws, guest, await ada(aws));
    const listed = async (HideDisabled: boolean) =>
      (await admin.send(new ListIdentitiesCommand({ IdentityPoolId, MaxResults: 60, HideDisabled })))
        .Identities?.length;
    expect([await listed(false), await listed(true)]).toEqual([2, 1]);
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

  it('fault 71: are deleted, and then not found', async () => {
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

  it('are nobody’s to see without keys that are allowed to', async () => {
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
