/** Every documented error message of the user pool is sent in the situation that AWS documents, one case a line. */
import { createHmac } from 'node:crypto';
import { beforeEach, describe, expect, it } from 'vitest';
import type { LocalAwsOptions } from 'cognito-kit-local';
import { adminOf } from '../../support/user-pool-requests.ts';
import type { Reply } from '../../support/user-pool-requests.ts';
import { DAY, HOUR, MINUTE, poolUnderTest, refusal } from './pool-under-test.ts';

const totpSecret = 'JBSWY3DPEHPK3PXPJBSWY3DPEHPK3PXP';
const RIGHT = 'Correct-horse-1';
const user = (name: string, more: object = {}) => ({
  username: name,
  email: `${name}@example.com`,
  password: RIGHT,
  ...more,
});
const users = [
  user('ada'),
  user('grace', { totp: totpSecret }),
  user('linus', { mustChangePassword: true }),
  user('text', { phone: '+15555550101', mfa: ['SMS_MFA'] }),
  user('newt', { confirmed: false }),
  user('gone', { enabled: false }),
];

/** Creates a pool and the helpers of the cases below. */
function createTools(options: LocalAwsOptions = {}) {
  const printed: string[] = [];
  const pool = poolUnderTest({
    users,
    print: (line) => printed.push(line),
    ...options,
    client: { preventUserExistenceErrors: 'LEGACY', ...options.client },
    pool: { temporaryPasswordDays: 7, mfaMethods: ['SOFTWARE_TOKEN_MFA', 'SMS_MFA'], ...options.pool },
  });
  const { aws, call, ClientId, respond } = pool;
  const admin = adminOf(pool);
  const after = async <Result>(steps: readonly (() => unknown)[], last: () => Promise<Result>) => {
    for (const step of steps) await step();
    return last();
  };
  return {
    ...pool,
    printed,
    admin,
    after,
    advance: (seconds: number) => () => aws.clock.advance(seconds),
    signIn: (name = 'ada', password = RIGHT) => pool.password(name, password),
    tokensOf: (name = 'ada') => pool.tokens(name, RIGHT),
    getUser: (AccessToken: string) => call('GetUser', { AccessToken }),
    refresh: (RefreshToken: string) => call('GetTokensFromRefreshToken', { ClientId, RefreshToken }),
    signUp: (Username = 'marie', Password = RIGHT, email = `${Username}@example.com`) =>
      call('SignUp', { ClientId, Username, Password, UserAttributes: [{ Name: 'email', Value: email }] }),
    confirm: (Username: string, ConfirmationCode: string) =>
      call('ConfirmSignUp', { ClientId, Username, ConfirmationCode }),
    forgot: (Username = 'ada') => call('ForgotPassword', { ClientId, Username }),
    reset: (Username: string, ConfirmationCode: string, Password = RIGHT) =>
      call('ConfirmForgotPassword', { ClientId, Username, ConfirmationCode, Password }),
    totpCode: (Session: string | undefined, SOFTWARE_TOKEN_MFA_CODE = pool.totp(totpSecret)) =>
      respond('SOFTWARE_TOKEN_MFA', { USERNAME: 'grace', SOFTWARE_TOKEN_MFA_CODE }, Session),
    /** Repeats a call and ignores its failures. */
    times: (count: number, act: () => Promise<unknown>) => async () => {
      for (let time = 0; time < count; time += 1) await act().catch(() => undefined);
    },
  };
}
type Tools = ReturnType<typeof createTools>;
type Line = readonly [code: string, message: string, act: (tools: Tools) => Promise<Reply>];

const check = (tools: Tools, lines: readonly Line[]) => {
  beforeEach(() => tools.aws.reset());
  it.each(lines)('the reply is %s: %s', async (code, message, act) => {
    tools.printed.length = 0;
    await expect(act(tools)).rejects.toMatchObject(refusal(code, message));
    const terminal = tools.printed.join('\n');
    // A throttled request does not reach the user pool; the fault itself is printed.
    expect(terminal).toContain(code === 'TooManyRequestsException' ? 'fault' : `${code}: ${message}`);
    // fault 87 (secrets in logs): passwords, secrets and tokens are not printed
    expect(terminal).not.toMatch(/horse-1|\bshh\b|eyJ/);
  });
};

describe('errors in a pool with default settings', () => {
  check(createTools(), [
    ['NotAuthorizedException', 'Incorrect username or password.', (t) => t.signIn('ada', 'Wrong-horse-1')],
    ['NotAuthorizedException', 'Incorrect username or password.', (t) => t.srp('ada', 'Wrong-horse-1')],
    ['NotAuthorizedException', 'User is disabled.', (t) => t.signIn('gone')],
    [
      'NotAuthorizedException',
      'User is disabled.',
      async (t) => {
        const { RefreshToken } = await t.tokensOf();
        await t.admin('AdminDisableUser', { Username: 'ada' });
        return t.refresh(RefreshToken);
      },
    ],
    [
      'NotAuthorizedException',
      'User is disabled.',
      async (t) => {
        const { AccessToken } = await t.tokensOf();
        await t.admin('AdminDisableUser', { Username: 'ada' });
        return t.getUser(AccessToken);
      },
    ],
    [
      'NotAuthorizedException',
      'Password attempts exceeded',
      (t) => t.after([t.times(5, () => t.signIn('ada', 'Wrong-horse-1'))], () => t.signIn()),
    ],
    [
      'NotAuthorizedException',
      'Password attempts exceeded',
      async (t) => {
        for (let time = 0; time < 5; time += 1) {
          const { Session } = await t.signIn('grace');
          await t.totpCode(Session, '000000').catch(() => undefined);
        }
        const { Session } = await t.signIn('grace');
        return t.totpCode(Session);
      },
    ],
    [
      'NotAuthorizedException',
      'Invalid session for the user, session is expired.',
      async (t) => {
        const { Session } = await t.signIn('grace');
        return t.after([t.advance(3 * MINUTE)], () => t.totpCode(Session));
      },
    ],
    [
      'NotAuthorizedException',
      'Invalid session for the user, session can only be used once.',
      async (t) => {
        const { Session } = await t.signIn('grace');
        return t.after([() => t.totpCode(Session), t.advance(MINUTE)], () => t.totpCode(Session));
      },
    ],
    ['NotAuthorizedException', 'Invalid Refresh Token.', (t) => t.refresh('made-up')],
    [
      'NotAuthorizedException',
      'Invalid Refresh Token.',
      async (t) => {
        const { RefreshToken } = await t.tokensOf();
        await t.admin('AdminDeleteUser', { Username: 'ada' });
        return t.refresh(RefreshToken);
      },
    ],
    [
      'NotAuthorizedException',
      'Refresh Token has been revoked',
      async (t) => {
        const { RefreshToken, AccessToken } = await t.tokensOf();
        return t.after([() => t.call('GlobalSignOut', { AccessToken })], () => t.refresh(RefreshToken));
      },
    ],
    [
      'NotAuthorizedException',
      'Refresh Token has been revoked',
      async (t) => {
        const { RefreshToken } = await t.tokensOf();
        await t.admin('AdminUserGlobalSignOut', { Username: 'ada' });
        return t.initiate('REFRESH_TOKEN_AUTH', { REFRESH_TOKEN: RefreshToken });
      },
    ],
    [
      'NotAuthorizedException',
      'Refresh Token has expired',
      async (t) => {
        const { RefreshToken } = await t.tokensOf();
        return t.after([t.advance(30 * DAY)], () => t.refresh(RefreshToken));
      },
    ],
    [
      'NotAuthorizedException',
      'Access Token has been revoked',
      async (t) => {
        const { RefreshToken: Token, AccessToken } = await t.tokensOf();
        await t.call('RevokeToken', { ClientId: t.ClientId, Token });
        return t.getUser(AccessToken);
      },
    ],
    [
      'NotAuthorizedException',
      'Access Token has expired',
      async (t) => {
        const { AccessToken } = await t.tokensOf();
        return t.after([t.advance(HOUR)], () => t.getUser(AccessToken));
      },
    ],
    [
      'NotAuthorizedException',
      'Temporary password has expired and must be reset by an administrator.',
      (t) => t.after([t.advance(7 * DAY + 1)], () => t.signIn('linus')),
    ],
    ['UserNotFoundException', 'User does not exist.', (t) => t.signIn('missing')],
    ['UserNotFoundException', 'User does not exist.', (t) => t.srp('missing', RIGHT)],
    [
      'UserNotFoundException',
      'User does not exist.',
      (t) => t.admin('AdminGetUser', { Username: 'missing' }),
    ],
    ['UserNotConfirmedException', 'User is not confirmed.', (t) => t.signIn('newt')],
    ['UserNotConfirmedException', 'User is not confirmed.', (t) => t.srp('newt', RIGHT)],
    [
      'PasswordResetRequiredException',
      'Password reset required for the user',
      async (t) => {
        await t.admin('AdminResetUserPassword', { Username: 'ada' });
        return t.signIn();
      },
    ],
    [
      'PasswordResetRequiredException',
      'Password reset required for the user',
      async (t) => {
        await t.admin('AdminResetUserPassword', { Username: 'ada' });
        return t.srp('ada', RIGHT);
      },
    ],
    ['UsernameExistsException', 'User already exists', (t) => t.signUp('ADA', RIGHT, 'x@example.com')],
    [
      'AliasExistsException',
      'An account with the email already exists.',
      (t) =>
        t.after([() => t.signUp('marie', RIGHT, 'ada@example.com')], async () =>
          t.confirm('marie', await t.aws.outbox.code('ada@example.com')),
        ),
    ],
    [
      'CodeMismatchException',
      'Invalid verification code provided, please try again.',
      (t) => t.after([() => t.signUp()], () => t.confirm('marie', 'wrong1')),
    ],
    [
      'CodeMismatchException',
      'Invalid verification code provided, please try again.',
      (t) => t.after([() => t.forgot()], () => t.reset('ada', 'wrong1')),
    ],
    [
      'CodeMismatchException',
      'Invalid code or auth state for the user.',
      async (t) => {
        const { Session } = await t.signIn('text');
        return t.respond('SMS_MFA', { USERNAME: 'text', SMS_MFA_CODE: 'wrong1' }, Session);
      },
    ],
    [
      'CodeMismatchException',
      'Invalid code received for user',
      async (t) => t.totpCode((await t.signIn('grace')).Session, t.totp(totpSecret, HOUR)),
    ],
    [
      'ExpiredCodeException',
      'Invalid code provided, please request a code again.',
      (t) =>
        t.after([() => t.signUp(), t.advance(DAY)], async () =>
          t.confirm('marie', await t.aws.outbox.code('marie@example.com')),
        ),
    ],
    [
      'ExpiredCodeException',
      'Invalid code provided, please request a code again.',
      (t) =>
        t.after([() => t.forgot(), t.advance(HOUR)], async () =>
          t.reset('ada', await t.aws.outbox.code('ada@example.com')),
        ),
    ],
    [
      'ExpiredCodeException',
      'Your software token has already been used once.',
      async (t) => {
        const [first, second] = [await t.signIn('grace'), await t.signIn('grace')];
        return t.after([() => t.totpCode(first.Session)], () => t.totpCode(second.Session));
      },
    ],
    [
      'EnableSoftwareTokenMFAException',
      'Code mismatch and fail enable Software Token MFA',
      async (t) => {
        const { AccessToken } = await t.tokensOf();
        await t.call('AssociateSoftwareToken', { AccessToken });
        return t.call('VerifySoftwareToken', { AccessToken, UserCode: '000000' });
      },
    ],
    [
      'LimitExceededException',
      'Attempt limit exceeded, please try after some time.',
      (t) =>
        t.after([() => t.forgot(), t.times(5, () => t.reset('ada', 'wrong1'))], () =>
          t.reset('ada', 'wrong1'),
        ),
    ],
    [
      'LimitExceededException',
      'Attempt limit exceeded, please try after some time.',
      (t) => t.after([t.times(10, () => t.forgot())], () => t.forgot()),
    ],
    [
      'LimitExceededException',
      'Attempt limit exceeded, please try after some time.',
      async (t) => {
        const { AccessToken } = await t.tokensOf();
        const change = () =>
          t.call('ChangePassword', {
            AccessToken,
            PreviousPassword: 'Wrong-horse-1',
            ProposedPassword: 'Another-horse-1',
          });
        return t.after([t.times(5, change)], change);
      },
    ],
    [
      'TooManyRequestsException',
      'Rate exceeded',
      (t) => {
        t.aws.faults.add({ kind: 'throttle', operation: 'InitiateAuth', count: 1 });
        return t.signIn();
      },
    ],
    ...(
      [
        ['Sh0rt-', 'Password not long enough'],
        ['No-numbers', 'Password must have numeric characters'],
        ['no-upper-1', 'Password must have uppercase characters'],
        ['NO-LOWER-1', 'Password must have lowercase characters'],
        ['NoSymbols1', 'Password must have symbol characters'],
      ] as const
    ).map(([password, broken]): Line => [
      'InvalidPasswordException',
      `Password did not conform with policy: ${broken}`,
      (t) => t.signUp('marie', password),
    ]),
    [
      'NotAuthorizedException',
      'A client attempted to write unauthorized attribute',
      async (t) => {
        const { AccessToken } = await t.tokensOf();
        return t.call('UpdateUserAttributes', {
          AccessToken,
          UserAttributes: [{ Name: 'email_verified', Value: 'true' }],
        });
      },
    ],
    [
      'InvalidParameterException',
      'USER_AUTH flow not enabled for this client',
      (t) => t.initiate('USER_AUTH', { USERNAME: 'ada' }),
    ],
    [
      'ResourceNotFoundException',
      'User pool client missing does not exist.',
      (t) =>
        t.call('InitiateAuth', { ClientId: 'missing', AuthFlow: 'USER_PASSWORD_AUTH', AuthParameters: {} }),
    ],
  ]);
});

describe('errors for a client that allows no flow', () => {
  check(createTools({ client: { authFlows: ['REFRESH_TOKEN_AUTH'] } }), [
    [
      'InvalidParameterException',
      'USER_PASSWORD_AUTH flow not enabled for this client',
      (t) => t.initiate('USER_PASSWORD_AUTH', { USERNAME: 'ada', PASSWORD: RIGHT }),
    ],
    [
      'InvalidParameterException',
      'USER_SRP_AUTH is not enabled for the client.',
      (t) => t.initiate('USER_SRP_AUTH', { USERNAME: 'ada', SRP_A: 'abc' }),
    ],
  ]);
});

describe('errors for a client with a secret', () => {
  const tools = createTools({ client: { secret: 'shh' } });
  const message = `Unable to verify secret hash for client ${tools.ClientId}`;
  const hashFor = (name: string) =>
    createHmac('sha256', 'shh').update(`${name}${tools.ClientId}`).digest('base64');
  const { ClientId } = tools;
  check(tools, [
    ['NotAuthorizedException', message, (t) => t.signIn()],
    [
      'NotAuthorizedException',
      message,
      (t) =>
        t.initiate('USER_PASSWORD_AUTH', { USERNAME: 'ada', PASSWORD: RIGHT, SECRET_HASH: hashFor('eve') }),
    ],
    [
      'NotAuthorizedException',
      message,
      (t) => t.initiate('USER_SRP_AUTH', { USERNAME: 'ada', SRP_A: 'abc' }),
    ],
    ['NotAuthorizedException', message, (t) => t.initiate('REFRESH_TOKEN_AUTH', { REFRESH_TOKEN: 'x' })],
    ['NotAuthorizedException', message, (t) => t.refresh('x')],
    ['NotAuthorizedException', message, (t) => t.signUp()],
    ['NotAuthorizedException', message, (t) => t.confirm('newt', '123456')],
    ['NotAuthorizedException', message, (t) => t.forgot()],
    ['NotAuthorizedException', message, (t) => t.reset('ada', '123456')],
    [
      'NotAuthorizedException',
      message,
      (t) => t.call('ResendConfirmationCode', { ClientId, Username: 'newt' }),
    ],
    [
      'NotAuthorizedException',
      message,
      (t) => t.respond('NEW_PASSWORD_REQUIRED', { USERNAME: 'linus', NEW_PASSWORD: RIGHT }, 'x'.repeat(20)),
    ],
  ]);
});

describe('errors for a client that prevents user existence errors', () => {
  check(createTools({ client: { preventUserExistenceErrors: 'ENABLED' } }), [
    ['NotAuthorizedException', 'Incorrect username or password.', (t) => t.signIn('missing')],
    ['NotAuthorizedException', 'Incorrect username or password.', (t) => t.srp('missing', RIGHT)],
    [
      'CodeMismatchException',
      'Invalid verification code provided, please try again.',
      (t) => t.reset('missing', '123456'),
    ],
    ['UsernameExistsException', 'User already exists', (t) => t.signUp('ada')],
    [
      'NotAuthorizedException',
      'Password attempts exceeded',
      (t) => t.after([t.times(5, () => t.signIn('missing'))], () => t.signIn('missing')),
    ],
    [
      'LimitExceededException',
      'Attempt limit exceeded, please try after some time.',
      (t) => t.after([t.times(10, () => t.forgot('missing'))], () => t.forgot('missing')),
    ],
  ]);
});

describe('fault 46 (unknown user): limits reveal no users', () => {
  const tools = createTools({
    client: { preventUserExistenceErrors: 'ENABLED' },
    users: [...users, user('mute', { attributes: { email_verified: 'false' } })],
  });
  beforeEach(() => tools.aws.reset());
  const answersTo = async (count: number, act: () => Promise<Reply>) => {
    const answers: string[] = [];
    for (let time = 0; time < count; time += 1) {
      answers.push(
        await act().then(
          () => 'answered',
          (error: unknown) => `${(error as { code: string }).code}: ${String(error)}`,
        ),
      );
    }
    return answers;
  };
  const resend = (Username: string) =>
    tools.call('ResendConfirmationCode', { ClientId: tools.ClientId, Username });
  it.each([
    ['a password', 'ada', 'missing', 7, (name: string) => tools.signIn(name, 'Wrong-horse-1')],
    ['SRP', 'ada', 'missing', 7, (name: string) => tools.srp(name, 'Wrong-horse-1')],
    ['a forgotten password', 'ada', 'missing', 12, (name: string) => tools.forgot(name)],
    ['a forgotten password', 'mute', 'missing', 12, (name: string) => tools.forgot(name)],
    ['a reset code', 'ada', 'missing', 7, (name: string) => tools.reset(name, 'wrong1')],
    ['another confirmation code', 'newt', 'missing', 12, resend],
  ] as const)('%s: the users %s and %s get the same replies', async (_what, known, unknown, count, act) => {
    const answers = await answersTo(count, () => act(known));
    expect(await answersTo(count, () => act(unknown))).toEqual(answers);
    expect(new Set(answers).size).toBe(2);
  });

  it('a reset code after ForgotPassword: known and unknown users get the same replies', async () => {
    const answers = async (name: string) => {
      await tools.forgot(name);
      return answersTo(7, () => tools.reset(name, 'wrong1'));
    };
    expect(await answers('missing')).toEqual(await answers('ada'));
  });
});

describe('counted attempts', () => {
  it('counts of any username are forgotten after one hour, and not before', async () => {
    const tools = createTools({ client: { preventUserExistenceErrors: 'ENABLED' } });
    const counted = async () => {
      const [pool] = Object.values((await tools.aws.snapshot()).state.userPools.pools);
      return Object.keys(pool?.attempts ?? {});
    };
    for (let time = 0; time < 20; time += 1) await tools.forgot(`missing${time}`);
    tools.aws.clock.advance(HOUR);
    await tools.forgot('ada');
    expect(await counted()).toHaveLength(21);
    tools.aws.clock.advance(1);
    await tools.forgot('grace');
    expect(await counted()).toEqual(['codesSent:ForgotPassword:ada', 'codesSent:ForgotPassword:grace']);
  });
});

describe('errors for an unconfirmed user with a wrong password', () => {
  const wrongPassword = (t: Tools) => t.signIn('newt', 'Wrong-horse-1');
  check(createTools({ pool: { unconfirmedWithWrongPassword: 'UserNotConfirmedException' } }), [
    ['UserNotConfirmedException', 'User is not confirmed.', wrongPassword],
  ]);
  check(createTools({ pool: { unconfirmedWithWrongPassword: 'NotAuthorizedException' } }), [
    ['NotAuthorizedException', 'Incorrect username or password.', wrongPassword],
  ]);
});

describe('errors for an access token without the required scope', () => {
  const accessTokenGeneration = { scopesToSuppress: ['aws.cognito.signin.user.admin'] };
  const tools = createTools({
    pool: { preTokenGeneration: 'V2_0' },
    triggers: {
      PreTokenGeneration: (event) => ({
        ...event,
        response: { claimsAndScopeOverrideDetails: { accessTokenGeneration } },
      }),
    },
  });
  const DeviceKey = 'us-east-1_00000000-0000-4000-8000-000000000000';
  const operations: readonly (readonly [string, object?])[] = [
    ['GetUser'],
    ['GetUserAuthFactors'],
    ['UpdateUserAttributes', { UserAttributes: [{ Name: 'name', Value: 'Ada' }] }],
    ['DeleteUserAttributes', { UserAttributeNames: ['name'] }],
    ['GetUserAttributeVerificationCode', { AttributeName: 'email' }],
    ['VerifyUserAttribute', { AttributeName: 'email', Code: '123456' }],
    ['ChangePassword', { PreviousPassword: RIGHT, ProposedPassword: 'Another-horse-1' }],
    ['DeleteUser'],
    ['GlobalSignOut'],
    ['SetUserMFAPreference', {}],
    ['AssociateSoftwareToken'],
    ['VerifySoftwareToken', { UserCode: '123456' }],
    ['ListDevices'],
    ['GetDevice', { DeviceKey }],
    ['ForgetDevice', { DeviceKey }],
    ['UpdateDeviceStatus', { DeviceKey, DeviceRememberedStatus: 'remembered' }],
    ['ConfirmDevice', { DeviceKey, DeviceSecretVerifierConfig: { Salt: 'AA==', PasswordVerifier: 'AA==' } }],
    ['SetUserSettings', { MFAOptions: [] }],
    ['DeleteWebAuthnCredential', { CredentialId: 'x' }],
    ['CompleteWebAuthnRegistration', { Credential: {} }],
    ['ListUserSessions'],
    ['RevokeUserSession', { SessionId: 'tkn0000000000000000000000000' }],
    ['StartWebAuthnRegistration'],
    ['ListWebAuthnCredentials'],
  ];
  check(
    tools,
    operations.map(([operation, input = {}]): Line => [
      'NotAuthorizedException',
      'Access Token does not have required scopes',
      async (t) => t.call(operation, { AccessToken: (await t.tokensOf()).AccessToken, ...input }),
    ]),
  );
});

describe('lifetimes to the second', () => {
  const tools = createTools({ client: { sessionValidity: 15 * MINUTE } });
  beforeEach(() => tools.aws.reset());
  const replyAfter = async (
    seconds: number,
    begin: () => Promise<Reply>,
    then: (firstReply: Reply) => Promise<unknown>,
  ) => {
    const firstReply = await begin();
    tools.aws.clock.advance(seconds);
    return then(firstReply);
  };
  it.each([
    [
      'a challenge token',
      15 * MINUTE,
      () => tools.signIn('grace'),
      ({ Session }: Reply) => tools.totpCode(Session),
    ],
    [
      'an MFA code, with its challenge token',
      15 * MINUTE,
      () => tools.signIn('text'),
      async ({ Session }: Reply) =>
        tools.respond(
          'SMS_MFA',
          { USERNAME: 'text', SMS_MFA_CODE: await tools.aws.outbox.code('+15555550101') },
          Session,
        ),
    ],
    [
      'a sign-up code',
      DAY,
      () => tools.signUp(),
      async () => tools.confirm('marie', await tools.aws.outbox.code('marie@example.com')),
    ],
    [
      'a reset code',
      HOUR,
      () => tools.forgot(),
      async () => tools.reset('ada', await tools.aws.outbox.code('ada@example.com')),
    ],
    ['a temporary password', 7 * DAY, () => Promise.resolve({}), () => tools.signIn('linus')],
  ] as const)('%s works until its end and not after', async (_what, lifetime, begin, then) => {
    await expect(replyAfter(lifetime + 0.001, begin, then)).rejects.toHaveProperty('code');
    await tools.aws.reset();
    await expect(replyAfter(lifetime - 0.001, begin, then)).resolves.toBeDefined();
  });

  it('an attribute code works for a day', async () => {
    const verify = async (seconds: number) => {
      await tools.aws.reset();
      const { AuthenticationResult } = await tools.signIn();
      await tools.call('GetUserAttributeVerificationCode', {
        AccessToken: AuthenticationResult?.AccessToken,
        AttributeName: 'email',
      });
      const Code = await tools.aws.outbox.code('ada@example.com');
      tools.aws.clock.advance(seconds);
      const { AccessToken } = await tools.tokensOf();
      return tools.call('VerifyUserAttribute', { AccessToken, AttributeName: 'email', Code });
    };
    expect(await verify(DAY - 1)).toEqual({});
    await expect(verify(DAY)).rejects.toMatchObject(
      refusal('ExpiredCodeException', 'Invalid code provided, please request a code again.'),
    );
  });
});
