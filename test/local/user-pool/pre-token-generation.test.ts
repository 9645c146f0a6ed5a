/** The PreTokenGeneration trigger: the events that it gets, and the claims, groups and scopes that it may change. */
import { decodeJwt } from 'jose';
import { describe, expect, it } from 'vitest';
import type { LocalAwsOptions } from 'cognito-kit-local';
import { begin, newDevice, proveDevice } from './device-client.ts';
import { poolUnderTest, refusal } from './pool-under-test.ts';

type Event = Record<string, unknown> & {
  request: Record<string, unknown>;
  response: Record<string, unknown>;
};
type Version = 'V1_0' | 'V2_0' | 'V3_0';

const role = (name: string) => `arn:aws:iam::123456789012:role/${name}`;

/** Creates a pool whose trigger returns this response, or calls this function. */
function poolWithTrigger(
  version: Version,
  answer: Record<string, unknown> | ((event: Event) => unknown),
  options: LocalAwsOptions = {},
) {
  const events: Event[] = [];
  const printed: string[] = [];
  const pool = poolUnderTest({
    ...options,
    print: (line) => printed.push(line),
    pool: { preTokenGeneration: version, ...options.pool },
    triggers: {
      PreTokenGeneration: (event) => {
        events.push(structuredClone(event) as unknown as Event);
        return typeof answer === 'function'
          ? answer(event as unknown as Event)
          : { ...event, response: answer };
      },
    },
  });
  const claims = async () => {
    const { IdToken, AccessToken } = await pool.tokens('ada', 'Correct-horse-1');
    return { id: decodeJwt(IdToken), access: decodeJwt(AccessToken) };
  };
  return { pool, events, printed, claims };
}

describe('the event of PreTokenGeneration', () => {
  it('the V1_0 event contains the user, the groups and an empty response', async () => {
    const { claims, events } = poolWithTrigger('V1_0', (event) => event);
    const { id } = await claims();
    expect(events).toEqual([
      {
        version: '1',
        triggerSource: 'TokenGeneration_Authentication',
        region: 'us-east-1',
        userPoolId: expect.stringMatching(/^us-east-1_/),
        userName: 'ada',
        callerContext: { awsSdkVersion: expect.any(String), clientId: expect.any(String) },
        request: {
          userAttributes: {
            sub: id.sub,
            'cognito:user_status': 'CONFIRMED',
            email: 'ada@example.com',
            email_verified: 'true',
          },
          groupConfiguration: { groupsToOverride: [], iamRolesToOverride: [], preferredRole: null },
        },
        response: { claimsOverrideDetails: null },
      },
    ]);
  });

  it.each([
    ['V2_0', '2'],
    ['V3_0', '3'],
  ] as const)('the %s event contains the scopes', async (shape, version) => {
    const { claims, events } = poolWithTrigger(shape, (event) => event);
    await claims();
    expect(events[0]).toMatchObject({
      version,
      request: { scopes: ['aws.cognito.signin.user.admin'] },
      response: { claimsAndScopeOverrideDetails: null },
    });
  });

  it('the event names the reason for the tokens and passes ClientMetadata on', async () => {
    const { pool, events } = poolWithTrigger('V1_0', (event) => event);
    const { RefreshToken } = await pool.tokens('ada', 'Correct-horse-1');
    await pool.initiate('REFRESH_TOKEN_AUTH', { REFRESH_TOKEN: RefreshToken });
    await pool.call('GetTokensFromRefreshToken', {
      ClientId: pool.ClientId,
      RefreshToken,
      ClientMetadata: { from: 'the refresh' },
    });
    const { Session } = await pool.password('linus', 'Temporary-pass-3');
    await pool.call('RespondToAuthChallenge', {
      ClientId: pool.ClientId,
      ChallengeName: 'NEW_PASSWORD_REQUIRED',
      ChallengeResponses: { USERNAME: 'linus', NEW_PASSWORD: 'Permanent-pass-4' },
      Session,
      ClientMetadata: { from: 'the answer' },
    });
    expect(events.map((event) => event['triggerSource'])).toEqual([
      'TokenGeneration_Authentication',
      'TokenGeneration_RefreshTokens',
      'TokenGeneration_RefreshTokens',
      'TokenGeneration_NewPasswordChallenge',
    ]);
    expect(events.map(({ request }) => request['clientMetadata'])).toEqual([
      undefined,
      undefined,
      { from: 'the refresh' },
      { from: 'the answer' },
    ]);
  });

  it('the event names a sign-in that ended with the proof of a device', async () => {
    const { pool, events } = poolWithTrigger('V1_0', (event) => event, {
      pool: { devices: { tracking: 'ALWAYS', skipsMfa: false } },
    });
    const { device } = await newDevice(pool);
    const { Session } = await begin(pool, device.key);
    await proveDevice(pool, device, Session);
    expect(events.map((event) => event['triggerSource'])).toEqual([
      'TokenGeneration_Authentication',
      'TokenGeneration_AuthenticateDevice',
    ]);
  });

  it('changes of event.request have no effect', async () => {
    const { claims } = poolWithTrigger('V1_0', (event) => {
      (event.request['userAttributes'] as Record<string, string>)['email'] = 'eve@example.com';
    });
    expect((await claims()).id['email']).toBe('ada@example.com');
  });
});

describe('a response of V1_0', () => {
  it('claims of the ID token are added, overridden and suppressed, as texts', async () => {
    const { claims } = poolWithTrigger('V1_0', {
      claimsOverrideDetails: {
        claimsToAddOrOverride: { tenant: 'acme', level: 3, email: 'other@example.com', both: 'x' },
        claimsToSuppress: ['email_verified', 'both'],
      },
    });
    const { id, access } = await claims();
    expect(id).toMatchObject({ tenant: 'acme', level: '3', email: 'other@example.com' });
    expect(id).not.toHaveProperty('email_verified');
    expect(id).not.toHaveProperty('both');
    expect(access).not.toHaveProperty('tenant');
  });

  const protectedClaims = [
    'acr',
    'amr',
    'aud',
    'at_hash',
    'auth_time',
    'azp',
    'cognito:username',
    'exp',
    'iat',
    'identities',
    'iss',
    'jti',
    'nbf',
    'nonce',
    'origin_jti',
    'sub',
    'token_use',
  ];

  it('fault 64 (foreign tokens): claims that identify the user, the client or the lifetime cannot be changed', async () => {
    const plain = (await poolWithTrigger('V1_0', (event) => event).claims()).id;
    const { claims, printed } = poolWithTrigger('V1_0', {
      claimsOverrideDetails: {
        claimsToAddOrOverride: Object.fromEntries(protectedClaims.map((name) => [name, 'forged'])),
        claimsToSuppress: protectedClaims,
      },
    });
    const { id } = await claims();
    expect(Object.keys(id).toSorted()).toEqual(Object.keys(plain).toSorted());
    expect(Object.values(id)).not.toContain('forged');
    expect(printed.join()).toContain(`no trigger may change the id token's claim "sub"`);
  });

  it('groups and roles are overridden in both tokens, as a whole', async () => {
    const users = [
      { username: 'ada', email: 'ada@example.com', password: 'Correct-horse-1', groups: ['staff'] },
    ];
    const { claims, events } = poolWithTrigger(
      'V1_0',
      {
        claimsOverrideDetails: {
          groupOverrideDetails: {
            groupsToOverride: ['a', 'b'],
            iamRolesToOverride: [role('a'), role('b')],
            preferredRole: role('b'),
          },
        },
      },
      { users },
    );
    const { id, access } = await claims();
    expect(events[0]?.request['groupConfiguration']).toMatchObject({ groupsToOverride: ['staff'] });
    expect(access['cognito:groups']).toEqual(['a', 'b']);
    expect(id).toMatchObject({
      'cognito:groups': ['a', 'b'],
      'cognito:roles': [role('a'), role('b')],
      'cognito:preferred_role': role('b'),
    });
    for (const groupOverrideDetails of [null, {}]) {
      const overridden = await poolWithTrigger(
        'V1_0',
        { claimsOverrideDetails: { groupOverrideDetails } },
        { users },
      ).claims();
      expect(overridden.id).not.toHaveProperty('cognito:groups');
      expect(overridden.access).not.toHaveProperty('cognito:groups');
    }
    const same = await poolWithTrigger('V1_0', { claimsOverrideDetails: null }, { users }).claims();
    expect(same.id['cognito:groups']).toEqual(['staff']);
  });

  it('fault 48 (__proto__): __proto__ and constructor are plain claim names', async () => {
    const { claims } = poolWithTrigger('V1_0', {
      claimsOverrideDetails: JSON.parse(
        '{"claimsToAddOrOverride":{"__proto__":"x","constructor":"y"}}',
      ) as object,
    });
    expect(Object.hasOwn((await claims()).id, 'constructor')).toBe(true);
    expect(({} as Record<string, unknown>)['x']).toBeUndefined();
  });
});

describe('a response of V2_0', () => {
  it('both tokens and the scopes can be changed, with JSON values', async () => {
    const { claims, pool } = poolWithTrigger('V2_0', {
      claimsAndScopeOverrideDetails: {
        idTokenGeneration: {
          claimsToAddOrOverride: { tenant: { id: 7, tags: ['x'] } },
          claimsToSuppress: ['email'],
        },
        accessTokenGeneration: {
          claimsToAddOrOverride: { plan: ['pro'], aud: defaultPool().ClientId },
          scopesToAdd: ['notes/read'],
        },
      },
    });
    const { id, access } = await claims();
    expect(id).toMatchObject({ tenant: { id: 7, tags: ['x'] } });
    expect(id).not.toHaveProperty('email');
    expect(access).toMatchObject({
      plan: ['pro'],
      aud: pool.ClientId,
      scope: 'aws.cognito.signin.user.admin notes/read',
    });
  });

  it("the access token's own claims cannot be changed, and aud only to the client", async () => {
    const names = [
      'client_id',
      'username',
      'scope',
      'device_key',
      'event_id',
      'version',
      'sub',
      'token_use',
      'aud',
    ];
    const { claims } = poolWithTrigger('V2_0', {
      claimsAndScopeOverrideDetails: {
        accessTokenGeneration: {
          claimsToAddOrOverride: Object.fromEntries(names.map((name) => [name, 'forged'])),
          claimsToSuppress: names,
        },
      },
    });
    const { access } = await claims();
    expect(Object.values(access)).not.toContain('forged');
    expect(access).toMatchObject({
      username: 'ada',
      scope: 'aws.cognito.signin.user.admin',
      token_use: 'access',
    });
    expect(access).not.toHaveProperty('aud');
  });

  it('a suppressed scope makes GetUser refuse the access token', async () => {
    const { pool } = poolWithTrigger('V2_0', {
      claimsAndScopeOverrideDetails: {
        accessTokenGeneration: { scopesToSuppress: ['aws.cognito.signin.user.admin'] },
      },
    });
    const { AccessToken } = await pool.tokens('ada', 'Correct-horse-1');
    await expect(pool.call('GetUser', { AccessToken })).rejects.toMatchObject(
      refusal('NotAuthorizedException', 'Access Token does not have required scopes'),
    );
  });
});

describe('a trigger that fails', () => {
  it('the sign-in fails with the message of the trigger and leaves no session', async () => {
    const { pool } = poolWithTrigger('V1_0', () => {
      throw new Error('tenant is suspended');
    });
    await expect(pool.tokens('ada', 'Correct-horse-1')).rejects.toMatchObject(
      refusal('UserLambdaValidationException', 'PreTokenGeneration failed with error tenant is suspended.'),
    );
    const [state] = Object.values((await pool.aws.snapshot()).state.userPools.pools);
    expect(state!.sessions).toEqual({});
    expect(state!.refreshTokens).toEqual({});
  });

  it.each([
    ['V1_0', { claimsOverrideDetails: 'all' }],
    ['V1_0', { claimsOverrideDetails: { claimsToAddOrOverride: { a: { b: 'c' } } } }],
    ['V1_0', { claimsOverrideDetails: { claimsToSuppress: 'email' } }],
    ['V1_0', { claimsOverrideDetails: { groupOverrideDetails: { groupsToOverride: [1] } } }],
    ['V2_0', { claimsAndScopeOverrideDetails: [] }],
    ['V2_0', { claimsAndScopeOverrideDetails: { accessTokenGeneration: { scopesToAdd: ['a b'] } } }],
  ] as const)('a response that does not have the shape of %s is refused: %o', async (version, answer) => {
    const { pool, printed } = poolWithTrigger(version, answer);
    await expect(pool.tokens('ada', 'Correct-horse-1')).rejects.toMatchObject(
      refusal('InvalidLambdaResponseException', 'Unrecognizable lambda output'),
    );
    expect(printed.join()).toContain('PreTokenGeneration: response.claims');
  });

  it('a failing trigger at refresh leaves the refresh token valid', async () => {
    let isBroken = false;
    const { pool } = poolWithTrigger(
      'V1_0',
      (event) => {
        if (isBroken) throw new Error('down');
        return event;
      },
      { client: { refreshTokenRotation: { status: 'ENABLED', gracePeriod: 0 } } },
    );
    const { RefreshToken } = await pool.tokens('ada', 'Correct-horse-1');
    const refresh = () => pool.call('GetTokensFromRefreshToken', { ClientId: pool.ClientId, RefreshToken });
    isBroken = true;
    await expect(refresh()).rejects.toMatchObject(refusal('UserLambdaValidationException'));
    isBroken = false;
    expect(await refresh()).toHaveProperty('AuthenticationResult');
  });
});

function defaultPool() {
  return poolUnderTest();
}
