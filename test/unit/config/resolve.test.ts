/** Proves which configs resolveConfig accepts, what it derives from them, and how it refuses the others. */
import { afterEach, describe, expect, it, vi } from 'vitest';
import type { CognitoConfig } from '../../../src/config/config.ts';
import { resolveConfig } from '../../../src/config/resolve.ts';
import { CognitoError, isCognitoError } from '../../../src/errors.ts';

const pool = { userPoolId: 'eu-west-1_Ab12Cd34E', clientId: '1h57kf5cpq17m0eml12example' };
const identityPoolId = 'eu-west-1:01234567-89ab-cdef-0123-456789abcdef';

const refusal = (config: Partial<CognitoConfig>): string => {
  try {
    resolveConfig({ ...pool, ...config });
  } catch (error) {
    if (!(error instanceof CognitoError)) throw error;
    expect(error).toMatchObject({ kind: 'config', code: 'ConfigInvalid' });
    return error.message;
  }
  throw new Error(`accepted ${JSON.stringify(config)}`);
};

describe('resolveConfig with a valid config', () => {
  it('resolveConfig derives region, addresses, login and password policy', () => {
    expect(resolveConfig({ ...pool, identityPoolId, location: undefined })).toEqual({
      ...pool,
      identityPoolId,
      region: 'eu-west-1',
      identityRegion: 'eu-west-1',
      guest: false,
      customRoleArn: undefined,
      endpoint: undefined,
      userPoolEndpoint: 'https://cognito-idp.eu-west-1.amazonaws.com',
      identityPoolEndpoint: 'https://cognito-identity.eu-west-1.amazonaws.com',
      login: 'cognito-idp.eu-west-1.amazonaws.com/eu-west-1_Ab12Cd34E',
      passwordPolicy: {
        minLength: 8,
        requireLowercase: true,
        requireUppercase: true,
        requireNumbers: true,
        requireSymbols: true,
      },
    });
  });

  it.each([
    ['cn-north-1', 'amazonaws.com.cn'],
    ['us-gov-west-1', 'amazonaws.com'],
    ['eusc-de-east-1', 'amazonaws.eu'],
    ['ap-southeast-2', 'amazonaws.com'],
  ])('resolveConfig derives the hosts of %s', (region, suffix) => {
    const config = resolveConfig({
      ...pool,
      userPoolId: `${region}_Ab12`,
      identityPoolId: `${region}:01234567-89ab-cdef-0123-456789abcdef`,
    });
    expect(config.userPoolEndpoint).toBe(`https://cognito-idp.${region}.${suffix}`);
    expect(config.identityPoolEndpoint).toBe(`https://cognito-identity.${region}.${suffix}`);
    expect(config.login).toBe(`cognito-idp.${region}.${suffix}/${region}_Ab12`);
  });

  it('resolveConfig accepts an identity pool in another region', () => {
    const config = resolveConfig({ ...pool, identityPoolId: identityPoolId.replace('west', 'north') });
    expect([config.region, config.identityRegion]).toEqual(['eu-west-1', 'eu-north-1']);
  });

  it('resolveConfig uses one endpoint for all services, without its last slash', () => {
    const config = resolveConfig({ ...pool, endpoint: 'http://localhost:4599/', location: undefined });
    expect([config.endpoint, config.userPoolEndpoint, config.identityPoolEndpoint]).toEqual(
      Array.from({ length: 3 }, () => 'http://localhost:4599'),
    );
  });

  it('resolveConfig replaces the default password policy as a whole, so an omitted rule is off', () => {
    expect(resolveConfig({ ...pool, passwordPolicy: { minLength: 12 } }).passwordPolicy).toEqual({
      minLength: 12,
      requireLowercase: false,
      requireUppercase: false,
      requireNumbers: false,
      requireSymbols: false,
    });
  });
});

describe('resolveConfig with a wrong config', () => {
  it.each([
    '',
    'eu-west-1',
    'Ab12Cd34E',
    'evil.example.com_Ab12',
    'evil.example.com/eu-west-1_Ab12',
    'eu-west-1.evil.com_Ab12',
    'eu-west-1_Ab12/../x',
    'eu-west-1_Ab12\n',
    'EU-WEST-1_Ab12',
    `eu-west-1_${'a'.repeat(80)}`,
  ])('fault 54 (host as an id): resolveConfig refuses the user pool id %j', (userPoolId) => {
    expect(refusal({ userPoolId })).toMatch(/userPoolId is .*has to look like.*Copy the User pool ID/s);
  });

  it.each([undefined, '', 'has space', 'a.b', 'x'.repeat(129), '../x'])(
    'fault 54 (host as an id): resolveConfig refuses the client id %j',
    (clientId) => {
      expect(refusal({ clientId: clientId as string })).toMatch(/clientId is .*Copy the Client ID/s);
    },
  );

  it.each(['eu-west-1_Ab12', 'evil.com:01234567-89ab-cdef-0123-456789abcdef', 'eu-west-1:x', ''])(
    'fault 54 (host as an id): resolveConfig refuses the identity pool id %j',
    (wrongId) => {
      expect(refusal({ identityPoolId: wrongId })).toMatch(/identityPoolId is .*or leave it out/s);
    },
  );

  it('resolveConfig names every mistake in one error', () => {
    const message = refusal({ userPoolId: 'x', clientId: '', identityPoolId: 'y', endpoint: 'z' });
    for (const name of ['userPoolId', 'clientId', 'identityPoolId', 'endpoint'])
      expect(message).toContain(`- ${name} is `);
  });

  it.each(['ftp://localhost', 'localhost:4599', '//x', 'javascript:alert(1)', 'http://u:p@localhost:1', ''])(
    'resolveConfig refuses the endpoint %j',
    (endpoint) => {
      expect(refusal({ endpoint })).toMatch(/endpoint is .*http or https/s);
    },
  );

  it('resolveConfig requires an identity pool when guest is true', () => {
    expect(refusal({ guest: true })).toMatch(/guest is true\..*identityPoolId is missing/);
  });

  it('resolveConfig refuses a role that is no ARN and a password length that no pool has', () => {
    expect(refusal({ customRoleArn: 'editor' })).toContain('customRoleArn is "editor"');
    expect(refusal({ passwordPolicy: { minLength: 0 } })).toContain('passwordPolicy is {"minLength":0}');
  });
});

describe('fault 119 (misspelled): resolveConfig with a key that it does not know', () => {
  it.each([
    ['guests', true, 'guest'],
    ['Guest', true, 'guest'],
    ['identityPool', identityPoolId, 'identityPoolId'],
    ['identityPoolID', identityPoolId, 'identityPoolId'],
    ['cognitoIdentityPoolId', identityPoolId, 'identityPoolId'],
    ['endPoint', 'http://localhost:4599', 'endpoint'],
    ['authflow', 'USER_AUTH', 'authFlow'],
    ['firstFactor', ['password'], 'firstFactors'],
    ['passwordPolicies', { minLength: 8 }, 'passwordPolicy'],
    ['customRoleARN', 'arn:aws:iam::123456789012:role/x', 'customRoleArn'],
    ['transformInputs', [], 'transformInput'],
    ['storge', 'local', 'storage'],
  ])('names the field that %s was meant to be', (key, value, field) => {
    expect(refusal({ [key]: value })).toContain(
      `- ${key} is no field of the config, so it has no effect. Did you mean ${field}?`,
    );
  });

  it('names the field beside the mistake that its absence makes', () => {
    const { userPoolId } = pool;
    const config = { userPoolId, userPoolClientId: 'x' } as unknown as CognitoConfig;
    expect(() => resolveConfig(config)).toThrow(/clientId is missing.*userPoolClientId.*mean clientId\?/s);
  });

  it('ignores keys of a larger object that is spread into the config', () => {
    const larger = {
      ...pool,
      region: 'eu-west-1',
      users: [],
      userPools: [],
      clients: [],
      buckets: [],
      version: '1',
    };
    expect(resolveConfig(larger)).toMatchObject(pool);
  });

  it('does not show the value of the key, which may be a secret', () => {
    expect(refusal({ ['clientIds']: 'hush', ['guests']: 'hush' } as object)).not.toContain('hush');
  });
});

describe('resolveConfig in a production build', () => {
  afterEach(() => void vi.unstubAllEnvs());

  it('names the fields at fault without the explanation, and ignores misspelled ones', () => {
    vi.stubEnv('NODE_ENV', 'production');
    expect(refusal({ userPoolId: 'x', guest: true })).toBe(
      'createCognito cannot use this config.\nuserPoolId\nguest',
    );
    expect(resolveConfig({ ...pool, guests: true } as CognitoConfig)).toMatchObject(pool);
  });
});

describe('fault 97 (loopback only): an endpoint on this machine', () => {
  /** Resolves a config on a page of that host. */
  const resolveOn = (hostname: string, endpoint: string, allowLoopback?: boolean) => () =>
    resolveConfig({
      ...pool,
      endpoint,
      location: { hostname },
      ...(allowLoopback === undefined ? {} : { allowLoopback }),
    });

  it.each(['http://localhost:4599', 'http://127.0.0.1:4599', 'http://[::1]:4599', 'http://aws.localhost:1'])(
    'fault 97 (loopback only): the loopback endpoint %s is refused on a page of another host',
    (endpoint) => {
      expect(resolveOn('app.example.com', endpoint)).toThrow(/allowLoopback: true/);
    },
  );

  it('fault 97 (loopback only): a loopback endpoint is accepted on localhost, with allowLoopback, and without a page', () => {
    expect(resolveOn('localhost', 'http://localhost:4599')).not.toThrow();
    expect(resolveOn('app.example.com', 'http://localhost:4599', true)).not.toThrow();
    expect(() =>
      resolveConfig({ ...pool, endpoint: 'http://localhost:4599', location: undefined }),
    ).not.toThrow();
  });

  it('fault 97 (loopback only): a host name that only begins with localhost is no loopback', () => {
    expect(resolveOn('app.example.com', 'https://localhost.example.com')).not.toThrow();
    expect(resolveOn('localhost.example.com', 'http://localhost:4599')).toThrow(/allowLoopback/);
  });
});

it('resolveConfig throws a CognitoError with the code ConfigInvalid', () => {
  try {
    resolveConfig({ ...pool, userPoolId: '' });
  } catch (error) {
    expect(isCognitoError(error, 'ConfigInvalid')).toBe(true);
    return;
  }
  expect.unreachable();
});
