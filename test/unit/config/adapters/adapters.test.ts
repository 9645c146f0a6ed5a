/** Proves that each adapter reads the file of its tool into a config, and explains what it cannot read. */
import {
  createCognito,
  fromAmplifyOutputs,
  fromAwsExports,
  fromCdkOutputs,
  fromEnv,
  isCognitoError,
  type CognitoConfig,
} from 'cognito-kit/core';
import { describe, expect, it } from 'vitest';
import outputs from './fixtures/amplify_outputs.json' with { type: 'json' };
import awsExports from './fixtures/aws-exports.ts';
import stacks from './fixtures/cdk-outputs.json' with { type: 'json' };

const refusal = (adapt: () => unknown): string => {
  try {
    adapt();
  } catch (error) {
    expect(isCognitoError(error, 'ConfigInvalid')).toBe(true);
    return (error as Error).message;
  }
  throw new Error('the adapter accepted the file');
};
/** The problems that the error lists, one per line. */
const problems = (adapt: () => unknown) =>
  refusal(adapt)
    .split('\n')
    .filter((line) => line.startsWith('- '));

const env = {
  MODE: 'production',
  DEV: false,
  VITE_COGNITO_USER_POOL_ID: 'eu-west-1_EnvAbcdef',
  VITE_COGNITO_CLIENT_ID: '1h57kf5cpq17m0eml12example',
  VITE_COGNITO_IDENTITY_POOL_ID: 'eu-west-1:bb0f6a1e-6a39-4c5e-9a4f-0c9a1d7b5e21',
  VITE_COGNITO_GUEST: 'true',
  VITE_COGNITO_ALIASES: 'email, phone_number',
  VITE_COGNITO_MFA: 'required',
  VITE_COGNITO_MFA_METHODS: 'totp,smsCode',
  VITE_COGNITO_PASSWORD_MIN_LENGTH: '14',
  VITE_COGNITO_PASSWORD_REQUIRES: 'numbers,symbols',
  VITE_COGNITO_SIGN_UP_ATTRIBUTES: 'email,custom:plan',
  VITE_COGNITO_AUTH_FLOW: 'USER_AUTH',
  VITE_COGNITO_FIRST_FACTORS: 'passkey, EMAIL_OTP, password',
  VITE_COGNITO_GROUPS: 'admins,editors',
  VITE_COGNITO_DOMAIN: 'https://auth.example.com/',
  VITE_COGNITO_REDIRECT_SIGN_IN: 'https://app.example.com/',
  VITE_COGNITO_SCOPES: 'openid,email',
  VITE_COGNITO_PROVIDERS: 'Google,okta-saml',
};

describe('fromAmplifyOutputs', () => {
  it('fromAmplifyOutputs reads ids, policy, aliases, MFA, attributes, guests, groups and managed login', () => {
    expect(fromAmplifyOutputs(outputs)).toEqual({
      userPoolId: 'eu-west-1_Gen2Abcde',
      clientId: '4jq1l0o7vd3f2m8k5t6s9r0p1n',
      identityPoolId: 'eu-west-1:2f0c6a1e-6a39-4c5e-9a4f-0c9a1d7b5e21',
      guest: true,
      passwordPolicy: {
        minLength: 10,
        requireLowercase: true,
        requireUppercase: true,
        requireNumbers: true,
        requireSymbols: false,
      },
      aliases: ['email'],
      mfa: { status: 'optional', methods: ['smsCode', 'totp'] },
      signUpAttributes: ['email', 'family_name'],
      groups: ['ADMINS', 'EDITORS'],
      managedLogin: {
        domain: '3f1c9a7b2d.auth.eu-west-1.amazoncognito.com',
        redirectSignIn: ['http://localhost:3000/profile', 'https://app.example.com/profile'],
        redirectSignOut: ['http://localhost:3000/', 'https://app.example.com/'],
        scopes: ['phone', 'email', 'openid', 'profile', 'aws.cognito.signin.user.admin'],
        providers: ['Google', 'SignInWithApple', 'LoginWithAmazon', 'Facebook'],
      },
    } satisfies CognitoConfig);
  });

  it('fromAmplifyOutputs reads a file with the required fields only', () => {
    const { user_pool_id, user_pool_client_id } = outputs.auth;
    expect(
      fromAmplifyOutputs({
        version: '1',
        auth: { user_pool_id, user_pool_client_id, aws_region: 'eu-west-1' },
      }),
    ).toEqual({ userPoolId: user_pool_id, clientId: user_pool_client_id });
  });

  it('fromAmplifyOutputs sets USER_AUTH when the pool has codes or passkeys as a first factor', () => {
    const auth = {
      ...outputs.auth,
      passwordless: { email_otp_enabled: true },
    };
    expect(fromAmplifyOutputs({ ...outputs, auth }).authFlow).toBe('USER_AUTH');
    expect(fromAmplifyOutputs({ ...outputs, auth })).not.toHaveProperty('firstFactors');
    const custom = { ...auth, authentication_flow_type: 'CUSTOM_AUTH' };
    expect(fromAmplifyOutputs({ ...outputs, auth: custom }).authFlow).toBe('CUSTOM_WITHOUT_SRP');
  });

  it('fromAmplifyOutputs puts the pool’s preferred challenge first in firstFactors', () => {
    const firstFactorsOf = (passwordless: object) =>
      fromAmplifyOutputs({ ...outputs, auth: { ...outputs.auth, passwordless } }).firstFactors;
    const all = { email_otp_enabled: true, sms_otp_enabled: true, web_authn: { relying_party_id: 'AUTO' } };
    expect(firstFactorsOf({ ...all, preferred_challenge: 'SMS_OTP' })).toEqual([
      'smsCode',
      'passkey',
      'emailCode',
      'password',
    ]);
    expect(firstFactorsOf({ email_otp_enabled: true, preferred_challenge: 'PASSWORD_SRP' })).toEqual([
      'password',
      'emailCode',
    ]);
  });

  it('fromAmplifyOutputs sets the alias username for a pool without username attributes', () => {
    const auth = { ...outputs.auth, username_attributes: [] };
    expect(fromAmplifyOutputs({ ...outputs, auth }).aliases).toEqual(['username']);
  });

  it('fromAmplifyOutputs skips an unknown MFA method and accepts a namespace import', () => {
    const auth = { ...outputs.auth, mfa_methods: ['TOTP', 'CARRIER_PIGEON'] };
    expect(fromAmplifyOutputs({ default: { ...outputs, auth } }).mfa?.methods).toEqual(['totp']);
  });

  it('fromAmplifyOutputs names every missing or wrong field in one error', () => {
    const auth = {
      ...outputs.auth,
      user_pool_id: undefined,
      mfa_configuration: 'SOMETIMES',
      password_policy: { min_length: '10' },
      standard_required_attributes: ['email', 'plan'],
      oauth: { ...outputs.auth.oauth, domain: 'javascript:alert(1)' },
    };
    expect(problems(() => fromAmplifyOutputs({ ...outputs, version: '2', auth }))).toEqual([
      '- its version is "2", but has to be 1.x.',
      '- auth.password_policy.min_length is of type string, but has to be a number.',
      '- auth.user_pool_id is missing.',
      '- the MFA setting is "SOMETIMES", but has to be one of off, optional, required.',
      '- the attribute "plan" is none of Cognito’s. Write a custom attribute as custom:<name>.',
      '- the domain of managed login is "javascript:alert(1)", but has to be a host name.',
    ]);
  });

  it('fromAmplifyOutputs names the file and how to write it anew', () => {
    const message = refusal(() => fromAmplifyOutputs({ version: '1.4' }));
    expect(message).toMatch(/^fromAmplifyOutputs cannot read this as amplify_outputs\.json, so /);
    expect(message).toMatch(/\nWrite the file anew with `npx ampx sandbox`/);
  });
});

describe('fromAwsExports', () => {
  it('fromAwsExports reads ids, policy, aliases, MFA, attributes and managed login', () => {
    expect(fromAwsExports(awsExports)).toEqual({
      userPoolId: 'eu-west-1_Gen1Abcde',
      clientId: '6h2k9d0s3a8f7g5j4l1q2w3e4r',
      identityPoolId: 'eu-west-1:8d7f4f7e-90a5-4c61-8a4e-d8b0e4f1c3a2',
      passwordPolicy: {
        minLength: 12,
        requireLowercase: true,
        requireUppercase: false,
        requireNumbers: true,
        requireSymbols: false,
      },
      aliases: ['phone_number', 'email'],
      mfa: { status: 'required', methods: ['totp'] },
      signUpAttributes: ['email', 'given_name'],
      managedLogin: {
        domain: 'myapp12345-dev.auth.eu-west-1.amazoncognito.com',
        redirectSignIn: ['http://localhost:3000/', 'https://app.example.com/'],
        redirectSignOut: ['http://localhost:3000/', 'https://app.example.com/'],
        scopes: ['phone', 'email', 'openid', 'profile', 'aws.cognito.signin.user.admin'],
        providers: ['Google', 'Facebook', 'LoginWithAmazon', 'SignInWithApple'],
      },
    } satisfies CognitoConfig);
  });

  it('fromAwsExports sets no managed login without oauth, and no rules beyond the password’s length', () => {
    const config = fromAwsExports({
      ...awsExports,
      oauth: {},
      aws_cognito_password_protection_settings: { passwordPolicyMinLength: 8, passwordPolicyCharacters: [] },
    });
    expect(config.managedLogin).toBeUndefined();
    expect(config.passwordPolicy).toMatchObject({ minLength: 8, requireNumbers: false });
  });

  it.each([
    ['enable', false],
    ['disable', true],
  ])('fromAwsExports reads aws_mandatory_sign_in %s as guest: %s', (aws_mandatory_sign_in, guest) => {
    expect(fromAwsExports({ ...awsExports, aws_mandatory_sign_in }).guest).toBe(guest);
  });

  it('fromAwsExports prefers the Auth settings of Amplify v5 to the fields that the CLI wrote', () => {
    const Auth = {
      region: 'eu-west-1',
      userPoolId: 'eu-west-1_ByHand',
      userPoolWebClientId: 'byhand',
      mandatorySignIn: false,
      authenticationFlowType: 'USER_PASSWORD_AUTH',
    };
    expect(fromAwsExports({ Auth })).toEqual({
      userPoolId: 'eu-west-1_ByHand',
      clientId: 'byhand',
      authFlow: 'USER_PASSWORD_AUTH',
    });
    expect(fromAwsExports({ ...awsExports, Auth })).toMatchObject({ clientId: 'byhand', guest: true });
  });

  it('fromAwsExports names the file, the missing field and how to write it anew', () => {
    const { aws_user_pools_id: _, ...rest } = awsExports;
    const message = refusal(() => fromAwsExports(rest));
    expect(message).toMatch(/cannot read this as aws-exports\.js/);
    expect(message).toContain('- aws_user_pools_id is missing.');
    expect(message).toContain('`amplify pull`');
  });
});

describe('fromCdkOutputs', () => {
  it('fromCdkOutputs reads the outputs of all stacks, each by its key or its format', () => {
    expect(fromCdkOutputs(stacks)).toEqual({
      userPoolId: 'eu-west-1_CdkAbcdef',
      clientId: '7b3n5m1k9j2h4g6f8d0s1a3p5o',
      identityPoolId: 'eu-west-1:aa0f6a1e-6a39-4c5e-9a4f-0c9a1d7b5e21',
      guest: true,
      aliases: ['email', 'phone_number'],
      mfa: { status: 'optional', methods: ['totp', 'emailCode'] },
      managedLogin: { domain: 'my-app.auth.eu-west-1.amazoncognito.com' },
    } satisfies CognitoConfig);
  });

  it('fromCdkOutputs refuses two candidates for one output, and reads the one named by stack or keys', () => {
    const two = { ...stacks, AdminStack: { AdminClientId: 'adminclient', UserPoolId: 'eu-west-1_Admins' } };
    const [pool, client, ...others] = problems(() => fromCdkOutputs(two));
    expect(pool).toContain('userPoolId could be AuthStack.UserPoolId or ');
    expect(pool).toContain(' or AdminStack.UserPoolId. Choose one with { stack } or { keys: { userPoolId: ');
    expect(client).toContain(
      'clientId could be AuthStack.PoolWebClientId2F5918F7 or AdminStack.AdminClientId.',
    );
    expect(others).toEqual([]);
    expect(fromCdkOutputs(two, { stack: 'AdminStack' })).toEqual({
      userPoolId: 'eu-west-1_Admins',
      clientId: 'adminclient',
    });
    const keys = { clientId: 'AdminClientId', userPoolId: 'ExportsOutputRefPoolD3F588B8F3A0A3D7' };
    expect(fromCdkOutputs(two, { keys })).toMatchObject({
      userPoolId: 'eu-west-1_CdkAbcdef',
      clientId: 'adminclient',
    });
  });

  it('fromCdkOutputs prefers the exact key', () => {
    const stack = { UserPoolId: 'eu-west-1_A', NativeAppClientId: 'native', UserPoolClientId: 'web' };
    expect(fromCdkOutputs({ stack }).clientId).toBe('web');
  });

  it('fromCdkOutputs names a stack or a key that the file does not have', () => {
    expect(problems(() => fromCdkOutputs(stacks, { stack: 'Auth' }))).toContain(
      '- it has no stack Auth; its stacks are AuthStack, IdentityStack, SiteStack.',
    );
    expect(problems(() => fromCdkOutputs(stacks, { keys: { clientId: 'WebId' } }))).toEqual([
      '- no output has the key WebId, which { keys } names.',
      '- an output for clientId is missing.',
    ]);
  });
});

describe('fromEnv', () => {
  it('fromEnv reads every setting', () => {
    expect(fromEnv(env)).toEqual({
      userPoolId: 'eu-west-1_EnvAbcdef',
      clientId: '1h57kf5cpq17m0eml12example',
      identityPoolId: 'eu-west-1:bb0f6a1e-6a39-4c5e-9a4f-0c9a1d7b5e21',
      guest: true,
      aliases: ['email', 'phone_number'],
      mfa: { status: 'required', methods: ['totp', 'smsCode'] },
      passwordPolicy: {
        minLength: 14,
        requireLowercase: false,
        requireUppercase: false,
        requireNumbers: true,
        requireSymbols: true,
      },
      signUpAttributes: ['email', 'custom:plan'],
      authFlow: 'USER_AUTH',
      firstFactors: ['passkey', 'emailCode', 'password'],
      groups: ['admins', 'editors'],
      managedLogin: {
        domain: 'auth.example.com',
        redirectSignIn: ['https://app.example.com/'],
        scopes: ['openid', 'email'],
        providers: ['Google', 'okta-saml'],
      },
    } satisfies CognitoConfig);
  });

  it.each(['NEXT_PUBLIC_', 'PUBLIC_', 'REACT_APP_', ''])('fromEnv recognises the prefix %j', (prefix) => {
    const variables = {
      [`${prefix}COGNITO_USER_POOL_ID`]: 'eu-west-1_A',
      [`${prefix}COGNITO_CLIENT_ID`]: 'web',
      [`${prefix}COGNITO_ENDPOINT`]: 'http://localhost:4599',
    };
    expect(fromEnv(variables)).toEqual({
      userPoolId: 'eu-west-1_A',
      clientId: 'web',
      endpoint: 'http://localhost:4599',
    });
  });

  it('fromEnv reads only variables with the prefix that the app passes', () => {
    const variables = { ...env, STAGING_COGNITO_USER_POOL_ID: 'eu-west-1_S', STAGING_COGNITO_CLIENT_ID: 's' };
    expect(fromEnv(variables, { prefix: 'STAGING_' })).toEqual({ userPoolId: 'eu-west-1_S', clientId: 's' });
  });

  it('fromEnv names missing and wrong variables, and what Next.js needs', () => {
    const message = refusal(() =>
      fromEnv({
        ...env,
        VITE_COGNITO_CLIENT_ID: ' ',
        VITE_COGNITO_GUEST: 'yes',
        VITE_COGNITO_PASSWORD_MIN_LENGTH: 'x',
      }),
    );
    expect(message).toContain('- VITE_COGNITO_CLIENT_ID is missing.');
    expect(message).toContain('- VITE_COGNITO_GUEST is "yes", but has to be true or false.');
    expect(message).toContain('- VITE_COGNITO_PASSWORD_MIN_LENGTH is "x", but has to be a number.');
    expect(message).toContain('Next.js');
    expect(
      problems(() => fromEnv({ ...env, VITE_COGNITO_ALIASES: 'mail', VITE_COGNITO_MFA_METHODS: 'totp,fax' })),
    ).toEqual([
      '- VITE_COGNITO_ALIASES has "mail", which is none of username, email, phone_number, preferred_username.',
      '- VITE_COGNITO_MFA_METHODS has "fax", which is none of totp, smsCode, emailCode.',
    ]);
    expect(problems(() => fromEnv({}))).toEqual([
      '- VITE_COGNITO_USER_POOL_ID is missing.',
      '- VITE_COGNITO_CLIENT_ID is missing.',
    ]);
  });
});

describe('the adapters', () => {
  it('an adapter names the file of another tool and the adapter for it', () => {
    expect(problems(() => fromAmplifyOutputs(awsExports))[0]).toBe(
      '- it looks like aws-exports.js. Pass it to fromAwsExports.',
    );
    expect(problems(() => fromAwsExports(outputs))[0]).toBe(
      '- it looks like amplify_outputs.json. Pass it to fromAmplifyOutputs.',
    );
    expect(problems(() => fromCdkOutputs(outputs))[0]).toBe(
      '- it looks like amplify_outputs.json. Pass it to fromAmplifyOutputs.',
    );
    expect(problems(() => fromAwsExports({ UserAgent: 'aws-amplify-cli/2.0', auth: {} }))[0]).toContain(
      'Copy its PoolId and AppClientId',
    );
  });

  it.each([undefined, null, 'a text', 7, [], () => ({})])(
    'an adapter refuses %j, which is no object',
    (value) => {
      for (const adapt of [fromAmplifyOutputs, fromAwsExports, fromCdkOutputs, fromEnv])
        expect(problems(() => adapt(value))[0]).toMatch(/^- it is .*, but has to be an object\.$/);
    },
  );

  it('fault 48 (__proto__): an adapter reads no field of a prototype', () => {
    const file: unknown = JSON.parse(
      `{"version":"1","auth":{"__proto__":{"user_pool_id":"eu-west-1_Evil"},"user_pool_client_id":"web"}}`,
    );
    expect(problems(() => fromAmplifyOutputs(file))).toEqual(['- auth.user_pool_id is missing.']);
    expect(Object.getPrototypeOf(fromAmplifyOutputs(outputs))).toBe(Object.prototype);
  });
});

it.each([
  ['amplify_outputs.json', () => fromAmplifyOutputs(outputs)],
  ['aws-exports.js', () => fromAwsExports(awsExports)],
  ['CDK outputs', () => fromCdkOutputs(stacks)],
  ['environment variables', () => fromEnv(env)],
])('createCognito accepts a config from %s together with settings of the app', (_, adapt) => {
  const adapted = adapt();
  const { config } = createCognito({ ...adapted, storage: 'memory', guest: false });
  const { passwordPolicy: policy, ...rest } = adapted;
  expect(config).toMatchObject({ ...rest, guest: false, region: 'eu-west-1' });
  if (policy) expect(config.passwordPolicy).toEqual(policy);
});
