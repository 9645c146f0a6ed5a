import { describe, expect, it } from 'vitest';
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

describe('resolveConfig: a valid config', () => {
  it('gets region, endpoints, login and password policy', () => {
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
  ])('gets the hosts of the region %s', (region, suffix) => {
    const config = resolveConfig({
      ...pool,
      userPoolId: `${region}_Ab12`,
      identityPoolId: `${region}:01234567-89ab-cdef-0123-456789abcdef`,
    });
    expect(config.userPoolEndpoint).toBe(`https://cognito-idp.${region}.${suffix}`);
    expect(config.identityPoolEndpoint).toBe(`https://cognito-identity.${region}.${suffix}`);
    expect(config.login).toBe(`cognito-idp.${region}.${suffix}/${region}_Ab12`);
  });

  it('may have an identity pool in another region', () => {
    const config = resolveConfig({ ...pool, identityPoolId: identityPoolId.replace('west', 'north') });
    expect([config.region, config.identityRegion]).toEqual(['eu-west-1', 'eu-north-1']);
  });

  it('uses one endpoint for all services, without its trailing slash', () => {
    const config = resolveConfig({ ...pool, endpoint: 'http://localhost:4599/', location: undefined });
    expect([config.endpoint, config.userPoolEndpoint, config.identityPoolEndpoint]).toEqual(
      Array.from({ length: 3 }, () => 'http://localhost:4599'),
    );
  });

  it('requires no rule that its password policy leaves out', () => {
    expect(resolveConfig({ ...pool, passwordPolicy: { minLength: 12 } }).passwordPolicy).toEqual({
      minLength: 12,
      requireLowercase: false,
      requireUppercase: false,
      requireNumbers: false,
      requireSymbols: false,
    });
  });
});

describe('resolveConfig: an invalid config', () => {
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
  ])('fault 54 (ids): the user pool id %j is refused before any request', (userPoolId) => {
    expect(refusal({ userPoolId })).toMatch(/userPoolId is .*has to look like.*Copy the User pool ID/s);
  });

  it.each([undefined, '', 'has space', 'a.b', 'x'.repeat(129), '../x'])(
    'fault 54 (ids): the client id %j is refused',
    (clientId) => {
      expect(refusal({ clientId: clientId as string })).toMatch(/clientId is .*Copy the Client ID/s);
    },
  );

  it.each(['eu-west-1_Ab12', 'evil.com:01234567-89ab-cdef-0123-456789abcdef', 'eu-west-1:x', ''])(
    'fault 54 (ids): the identity pool id %j is refused',
    (id) => {
      expect(refusal({ identityPoolId: id })).toMatch(/identityPoolId is .*or leave it out/s);
    },
  );

  it('is refused with every problem at once', () => {
    const message = refusal({ userPoolId: 'x', clientId: '', identityPoolId: 'y', endpoint: 'z' });
    for (const name of ['userPoolId', 'clientId', 'identityPoolId', 'endpoint'])
      expect(message).toContain(`- ${name} is `);
  });

  it.each(['ftp://localhost', 'localhost:4599', '//x', 'javascript:alert(1)', 'http://u:p@localhost:1', ''])(
    'has the endpoint %j refused',
    (endpoint) => {
      expect(refusal({ endpoint })).toMatch(/endpoint is .*http or https/s);
    },
  );

  it('is refused when it allows guests without an identity pool', () => {
    expect(refusal({ guest: true })).toMatch(/guest is true\..*identityPoolId is missing/);
  });

  it('is refused for a role that is no ARN, and for a password length that no pool allows', () => {
    expect(refusal({ customRoleArn: 'editor' })).toContain('customRoleArn is "editor"');
    expect(refusal({ passwordPolicy: { minLength: 0 } })).toContain('passwordPolicy is {"minLength":0}');
  });
});

describe('fault 97 (loopback): an endpoint on this machine', () => {
  const on = (hostname: string, endpoint: string, allowLoopback?: boolean) => () =>
    resolveConfig({
      ...pool,
      endpoint,
      location: { hostname },
      ...(allowLoopback === undefined ? {} : { allowLoopback }),
    });

  it.each(['http://localhost:4599', 'http://127.0.0.1:4599', 'http://[::1]:4599', 'http://aws.localhost:1'])(
    'is refused when the page is on another host: %s',
    (endpoint) => {
      expect(on('app.example.com', endpoint)).toThrow(/allowLoopback: true/);
    },
  );

  it('is accepted on a page of this machine, with allowLoopback, and without a page', () => {
    expect(on('localhost', 'http://localhost:4599')).not.toThrow();
    expect(on('app.example.com', 'http://localhost:4599', true)).not.toThrow();
    expect(() =>
      resolveConfig({ ...pool, endpoint: 'http://localhost:4599', location: undefined }),
    ).not.toThrow();
  });

  it('is not mistaken for a host whose name begins with localhost', () => {
    expect(on('app.example.com', 'https://localhost.example.com')).not.toThrow();
    expect(on('localhost.example.com', 'http://localhost:4599')).toThrow(/allowLoopback/);
  });
});

it('resolveConfig: its error is recognized as ConfigInvalid', () => {
  try {
    resolveConfig({ ...pool, userPoolId: '' });
  } catch (error) {
    expect(isCognitoError(error, 'ConfigInvalid')).toBe(true);
    return;
  }
  expect.unreachable();
});
