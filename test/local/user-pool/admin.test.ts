/** Administrative operations of a user pool, and the signatures and policies that they require. */
import { beforeEach, describe, expect, it } from 'vitest';
import {
  adminOf,
  type Keys,
  pairs,
  recordOf,
  sendAdmin,
  signAdmin,
} from '../../support/user-pool-requests.ts';
import {
  DAY,
  lockedOut,
  poolUnderTest,
  type PoolUnderTest,
  refusal,
  userNotFound,
  wrongPassword,
} from './pool-under-test.ts';

const pool = poolUnderTest({
  pool: { temporaryPasswordDays: 7, aliasAttributes: ['email', 'phone_number', 'preferred_username'] },
});
const { aws, call, ClientId } = pool;
const admin = adminOf(pool);
beforeEach(() => aws.reset());

const attributesOf = async (Username: string) =>
  recordOf((await admin('AdminGetUser', { Username }))['UserAttributes']);

/** Returns the AWS credentials that Ada gets from the identity pool. */
async function keysOf({ aws: localAws, tokens }: PoolUnderTest): Promise<Keys> {
  const { endpoint, identityPoolId: IdentityPoolId, userPoolId } = localAws.config;
  const { IdToken } = await tokens('ada', 'Correct-horse-1');
  const Logins = { [`cognito-idp.us-east-1.amazonaws.com/${userPoolId}`]: IdToken };
  const identity = async (operation: string, input: Record<string, unknown>) => {
    const headers = { 'x-amz-target': `AWSCognitoIdentityService.${operation}` };
    const reply = await localAws.fetch(endpoint, { method: 'POST', headers, body: JSON.stringify(input) });
    return (await reply.json()) as Record<string, unknown>;
  };
  const { IdentityId } = await identity('GetId', { IdentityPoolId, Logins });
  const { Credentials } = await identity('GetCredentialsForIdentity', { IdentityId, Logins });
  const { AccessKeyId, SecretKey, SessionToken } = Credentials as Record<string, string>;
  return {
    accessKeyId: String(AccessKeyId),
    secretAccessKey: String(SecretKey),
    sessionToken: String(SessionToken),
  };
}

describe('the signature of an administrative operation', () => {
  it('unsigned administrative operations are refused', async () => {
    for (const operation of [
      'AdminCreateUser',
      'AdminGetUser',
      'ListUsers',
      'AdminDeleteUser',
      'CreateGroup',
    ]) {
      await expect(
        call(operation, { UserPoolId: aws.config.userPoolId, Username: 'ada', GroupName: 'a' }),
      ).rejects.toMatchObject(refusal('MissingAuthenticationTokenException', 'Missing Authentication Token'));
    }
    expect(await attributesOf('ada')).toHaveProperty('email');
  });

  it('a signature is valid only for the signed body', async () => {
    await aws.snapshot();
    const signed = await signAdmin(pool, 'AdminDeleteUser', { Username: 'grace' });
    const tampered = { ...signed, body: signed.body.replace('grace', 'linus') };
    await expect(sendAdmin(pool, tampered)).rejects.toMatchObject(refusal('InvalidSignatureException'));
    expect(await attributesOf('linus')).toHaveProperty('email');
  });

  it('a signature is valid only for the signed operation', async () => {
    await aws.snapshot();
    const signed = await signAdmin(pool, 'AdminGetUser', { Username: 'ada' });
    const headers = {
      ...signed.headers,
      'x-amz-target': 'AWSCognitoIdentityProviderService.AdminDeleteUser',
    };
    await expect(sendAdmin(pool, { ...signed, headers })).rejects.toMatchObject(
      refusal('InvalidSignatureException'),
    );
  });

  it('a wrong secret, an unknown key id and a request over 15 minutes old are refused', async () => {
    await aws.snapshot();
    const root = aws.rootCredentials;
    const wrong = await signAdmin(pool, 'ListUsers', {}, { ...root, secretAccessKey: 'x'.repeat(40) });
    await expect(sendAdmin(pool, wrong)).rejects.toMatchObject(refusal('InvalidSignatureException'));
    const unknown = await signAdmin(pool, 'ListUsers', {}, { ...root, accessKeyId: 'AKIAXXXXXXXXXXXXXXXX' });
    await expect(sendAdmin(pool, unknown)).rejects.toMatchObject(refusal('UnrecognizedClientException'));
    const late = await signAdmin(pool, 'ListUsers', {});
    aws.clock.advance(15 * 60 + 1);
    await expect(sendAdmin(pool, late)).rejects.toMatchObject(refusal('InvalidSignatureException'));
  });

  it("a role without a policy for the pool's ARN is denied", async () => {
    const signed = await signAdmin(pool, 'ListUsers', {}, await keysOf(pool));
    await expect(sendAdmin(pool, signed)).rejects.toMatchObject({
      code: 'AccessDeniedException',
      message: expect.stringMatching(
        new RegExp(
          'is not authorized to perform: cognito-idp:ListUsers on resource: ' +
            `arn:aws:cognito-idp:us-east-1:\\d{12}:userpool/${aws.config.userPoolId} ` +
            'because no identity-based policy allows the cognito-idp:ListUsers action$',
        ),
      ),
    });
  });

  it('a role may call the operations that its policy names, on the named pool only', async () => {
    const userPool = `arn:aws:cognito-idp:us-east-1:123456789012:userpool/us-east-1_Local0001`;
    const poolWithRole = poolUnderTest({
      roles: {
        staff: {
          policies: {
            helpDesk: {
              Version: '2012-10-17',
              Statement: [{ Effect: 'Allow', Action: 'cognito-idp:AdminGet*', Resource: userPool }],
            },
          },
        },
      },
      identityPools: [{ roles: { authenticated: 'staff' } }],
    });
    const keys = await keysOf(poolWithRole);
    const send = async (operation: string, input: Record<string, unknown>) =>
      sendAdmin(poolWithRole, await signAdmin(poolWithRole, operation, input, keys));
    expect(await send('AdminGetUser', { Username: 'grace' })).toMatchObject({ Username: 'grace' });
    for (const [operation, input] of [
      ['AdminDeleteUser', { Username: 'grace' }],
      ['AdminGetUser', { Username: 'grace', UserPoolId: 'us-east-1_Local0002' }],
    ] as const) {
      await expect(send(operation, input)).rejects.toMatchObject(refusal('AccessDeniedException'));
    }
  });

  it('a denied or unsigned request is printed on one line without control characters', async () => {
    const lines: string[] = [];
    const printing = poolUnderTest({ print: (line) => lines.push(line) });
    const keys = await keysOf(printing);
    lines.length = 0;
    const UserPoolId = 'us-east-1_Local0001\nNotMine: all is well\u001b[2J';
    const signed = await signAdmin(printing, 'ListUsers', { UserPoolId }, keys);
    await expect(sendAdmin(printing, signed)).rejects.toMatchObject(refusal('AccessDeniedException'));
    await expect(printing.call('ListUsers', {})).rejects.toThrow();
    const input = { ClientId: printing.ClientId, Username: 'eve', Password: 'Polonium-84' };
    const UserAttributes = pairs({ 'x\nNotMine: all is well': 'y', email: 'eve@example.com' });
    await expect(printing.call('SignUp', { ...input, UserAttributes })).rejects.toThrow();
    expect(lines).toEqual([
      expect.stringMatching(/^denied: .* cognito-idp:ListUsers on resource: /),
      expect.stringMatching(/^refused: cognito-idp: .*not signed/),
      expect.stringMatching(/^refused: SignUp: InvalidParameterException: Attributes did not conform/),
    ]);
    for (const line of lines) expect(line).not.toMatch(/\p{Cc}/u);
  });

  it('an unknown user pool id is refused', async () => {
    await expect(admin('ListUsers', { UserPoolId: 'us-east-1_Nowhere' })).rejects.toMatchObject(
      refusal('ResourceNotFoundException'),
    );
    await expect(admin('ListUsers', { UserPoolId: '__proto__' })).rejects.toMatchObject(
      refusal('InvalidParameterException'),
    );
  });
});

describe('AdminCreateUser', () => {
  const createMarie = (more: Record<string, unknown> = {}) =>
    admin('AdminCreateUser', {
      Username: 'marie',
      UserAttributes: pairs({ email: 'marie@example.com', email_verified: 'true' }),
      DesiredDeliveryMediums: ['EMAIL'],
      ...more,
    });
  const temporary = () => aws.outbox.code('marie@example.com');

  it('a new user gets a temporary password and must change it at the first sign-in', async () => {
    const { User } = await createMarie();
    expect(User).toMatchObject({
      Username: 'marie',
      Enabled: true,
      UserStatus: 'FORCE_CHANGE_PASSWORD',
      UserCreateDate: aws.clock.now() / 1000,
    });
    expect(aws.outbox.all('marie@example.com')).toMatchObject([
      { purpose: 'AdminCreateUser', medium: 'EMAIL' },
    ]);
    const first = await pool.password('marie', await temporary());
    expect(first.ChallengeName).toBe('NEW_PASSWORD_REQUIRED');
    const answers = { USERNAME: 'marie', NEW_PASSWORD: 'Radium-1898' };
    expect(await pool.respond('NEW_PASSWORD_REQUIRED', answers, first.Session)).toHaveProperty(
      'AuthenticationResult',
    );
    expect(await pool.srp('marie@example.com', 'Radium-1898')).toHaveProperty('AuthenticationResult');
  });

  it('a generated password fits the password policy', async () => {
    const strict = poolUnderTest({ pool: { passwordPolicy: { minimumLength: 30 } } });
    const UserAttributes = pairs({ email: 'm@example.com' });
    await adminOf(strict)('AdminCreateUser', {
      Username: 'm',
      UserAttributes,
      DesiredDeliveryMediums: ['EMAIL'],
    });
    const password = await strict.aws.outbox.code('m@example.com');
    expect(password.length).toBeGreaterThanOrEqual(30);
    await adminOf(strict)('AdminSetUserPassword', { Username: 'm', Password: password, Permanent: true });
    expect(await strict.password('m', password)).toHaveProperty('AuthenticationResult');
  });

  it('a temporary password must fit the policy, and MessageAction SUPPRESS sends no message', async () => {
    await expect(createMarie({ TemporaryPassword: 'weak' })).rejects.toMatchObject(
      refusal('InvalidPasswordException'),
    );
    await createMarie({ TemporaryPassword: 'Polonium-84', MessageAction: 'SUPPRESS' });
    expect(aws.outbox.all()).toEqual([]);
    expect(await pool.srp('marie', 'Polonium-84')).toMatchObject({ ChallengeName: 'NEW_PASSWORD_REQUIRED' });
  });

  it('a temporary password expires after seven days, and RESEND sends a new one', async () => {
    await createMarie();
    const first = await temporary();
    aws.clock.advance(7 * DAY + 1);
    await expect(pool.password('marie', first)).rejects.toMatchObject(
      refusal(
        'NotAuthorizedException',
        'Temporary password has expired and must be reset by an administrator.',
      ),
    );
    await createMarie({ MessageAction: 'RESEND' });
    expect(await pool.password('marie', await temporary())).toMatchObject({
      ChallengeName: 'NEW_PASSWORD_REQUIRED',
    });
    await expect(pool.password('marie', first)).rejects.toMatchObject(wrongPassword);
  });

  it('RESEND is refused for a user with a password of their own and for an unknown user', async () => {
    const resend = (Username: string) => createMarie({ Username, MessageAction: 'RESEND' });
    await expect(resend('ada')).rejects.toMatchObject(refusal('UnsupportedUserStateException'));
    await expect(resend('nobody')).rejects.toMatchObject(userNotFound);
  });

  it('a username that exists is refused', async () => {
    await expect(createMarie({ Username: 'ADA' })).rejects.toMatchObject(
      refusal('UsernameExistsException', 'User account already exists'),
    );
  });

  it('a verified address stays with its user unless ForceAliasCreation is true', async () => {
    const UserAttributes = pairs({ email: 'ada@example.com', email_verified: 'true' });
    await expect(createMarie({ UserAttributes })).rejects.toMatchObject(
      refusal('AliasExistsException', 'An account with the email already exists.'),
    );
    await expect(attributesOf('marie')).rejects.toMatchObject(userNotFound);
    await createMarie({ UserAttributes, ForceAliasCreation: true });
    expect(await attributesOf('ada')).toMatchObject({ email_verified: 'false' });
    expect(await admin('AdminGetUser', { Username: 'ada@example.com' })).toMatchObject({ Username: 'marie' });
  });

  it('email_verified without an email or with an invalid value is refused', async () => {
    await expect(createMarie({ UserAttributes: pairs({ email_verified: 'true' }) })).rejects.toMatchObject(
      refusal('InvalidParameterException'),
    );
    await expect(
      createMarie({ UserAttributes: pairs({ email: 'm@example.com', email_verified: 'yes' }) }),
    ).rejects.toMatchObject(refusal('InvalidParameterException'));
  });

  it('a user without a password is created if the pool has codes as a first factor', async () => {
    const passwordless = poolUnderTest({ pool: { firstFactors: ['PASSWORD', 'EMAIL_OTP'] } });
    const make = (attributes: Record<string, string>) =>
      adminOf(passwordless)('AdminCreateUser', { Username: 'm', UserAttributes: pairs(attributes) });
    await expect(make({})).rejects.toMatchObject(refusal('InvalidParameterException'));
    expect(await make({ email: 'm@example.com' })).toMatchObject({ User: { UserStatus: 'CONFIRMED' } });
    await expect(passwordless.password('m', '')).rejects.toMatchObject(refusal('InvalidParameterException'));
    await expect(passwordless.password('m', 'Any-thing-1')).rejects.toMatchObject(wrongPassword);
  });

  it('a username is generated if users sign in with an email address', async () => {
    const byEmail = poolUnderTest({
      users: [],
      pool: { usernameAttributes: ['email'], aliasAttributes: [] },
    });
    const make = () =>
      adminOf(byEmail)('AdminCreateUser', {
        Username: 'marie@example.com',
        TemporaryPassword: 'Polonium-84',
        DesiredDeliveryMediums: ['EMAIL'],
      });
    const { User } = await make();
    const { Username, Attributes } = User as { Username: string; Attributes: unknown };
    expect(recordOf(Attributes)).toEqual({
      sub: Username,
      email: 'marie@example.com',
      email_verified: 'false',
    });
    expect(await byEmail.password('marie@example.com', 'Polonium-84')).toMatchObject({
      ChallengeName: 'NEW_PASSWORD_REQUIRED',
    });
    await expect(make()).rejects.toMatchObject(
      refusal('UsernameExistsException', 'An account with the given email already exists.'),
    );
  });

  it.each([
    ['MessageAction', 'SHOUT'],
    ['DesiredDeliveryMediums', ['PIGEON']],
  ])('the %s %j is refused', async (name, value) => {
    await expect(createMarie({ [name]: value })).rejects.toMatchObject(refusal('InvalidParameterException'));
  });

  it.each([
    ['ForceAliasCreation', 'true'],
    ['UserAttributes', { email: 'm@example.com' }],
    ['DesiredDeliveryMediums', 'EMAIL'],
  ])('a %s of another type is refused', async (name, value) => {
    await expect(createMarie({ [name]: value })).rejects.toMatchObject(refusal('SerializationException'));
  });
});

describe('a disabled user', () => {
  it('a disabled user cannot sign in, refresh or use a token; refresh tokens stay invalid after AdminEnableUser', async () => {
    const tokens = await pool.tokens('ada', 'Correct-horse-1');
    await admin('AdminDisableUser', { Username: 'ada' });
    const disabled = refusal('NotAuthorizedException', 'User is disabled.');
    await expect(pool.srp('ada', 'Correct-horse-1')).rejects.toMatchObject(disabled);
    await expect(call('GetUser', { AccessToken: tokens.AccessToken })).rejects.toMatchObject(
      refusal('NotAuthorizedException'),
    );
    const refresh = () => pool.initiate('REFRESH_TOKEN_AUTH', { REFRESH_TOKEN: tokens.RefreshToken });
    await expect(refresh()).rejects.toMatchObject(refusal('NotAuthorizedException'));
    expect(await admin('AdminGetUser', { Username: 'ada' })).toMatchObject({ Enabled: false });

    await admin('AdminEnableUser', { Username: 'ada' });
    expect(await pool.srp('ada', 'Correct-horse-1')).toHaveProperty('AuthenticationResult');
    await expect(refresh()).rejects.toMatchObject(refusal('NotAuthorizedException'));
  });
});

describe('AdminDeleteUser', () => {
  it('the tokens of a deleted user stop working, and the username is free again', async () => {
    const tokens = await pool.tokens('ada', 'Correct-horse-1');
    await admin('AdminDeleteUser', { Username: 'ada@example.com' });
    await expect(admin('AdminGetUser', { Username: 'ada' })).rejects.toMatchObject(userNotFound);
    await admin('AdminCreateUser', { Username: 'ada', TemporaryPassword: 'Another-ada-1' });
    await admin('AdminSetUserPassword', { Username: 'ada', Password: 'Another-ada-2', Permanent: true });
    await expect(
      pool.initiate('REFRESH_TOKEN_AUTH', { REFRESH_TOKEN: tokens.RefreshToken }),
    ).rejects.toMatchObject(refusal('NotAuthorizedException', 'Invalid Refresh Token.'));
    await expect(call('GetUser', { AccessToken: tokens.AccessToken })).rejects.toThrow();
    expect(await pool.password('ada', 'Another-ada-2')).toHaveProperty('AuthenticationResult');
  });
});

describe('a password that an administrator sets', () => {
  it('the password is temporary unless Permanent is true', async () => {
    await admin('AdminSetUserPassword', { Username: 'ada', Password: 'Set-for-you-1' });
    expect(await pool.srp('ada', 'Set-for-you-1')).toMatchObject({ ChallengeName: 'NEW_PASSWORD_REQUIRED' });
    await admin('AdminSetUserPassword', { Username: 'ada', Password: 'Set-for-you-2', Permanent: true });
    expect(await pool.srp('ada', 'Set-for-you-2')).toHaveProperty('AuthenticationResult');
    await expect(admin('AdminSetUserPassword', { Username: 'ada', Password: 'short' })).rejects.toMatchObject(
      refusal('InvalidPasswordException'),
    );
  });

  it('a new password ends the lockout of a user', async () => {
    for (let time = 0; time < 6; time += 1) await pool.password('ada', 'Wrong-one-1').catch(() => {});
    await expect(pool.password('ada', 'Correct-horse-1')).rejects.toMatchObject(lockedOut);
    await admin('AdminSetUserPassword', { Username: 'ada', Password: 'Set-for-you-2', Permanent: true });
    expect(await pool.password('ada', 'Set-for-you-2')).toHaveProperty('AuthenticationResult');
  });

  it('after AdminResetUserPassword the old password is refused, and the mailed code sets a new one', async () => {
    await admin('AdminResetUserPassword', { Username: 'ada' });
    await expect(pool.srp('ada', 'Correct-horse-1')).rejects.toMatchObject(
      refusal('PasswordResetRequiredException', 'Password reset required for the user'),
    );
    const ConfirmationCode = await aws.outbox.code('ada@example.com');
    await call('ConfirmForgotPassword', {
      ClientId,
      Username: 'ada',
      ConfirmationCode,
      Password: 'Brand-new-2',
    });
    expect(await pool.srp('ada', 'Brand-new-2')).toHaveProperty('AuthenticationResult');
    await expect(admin('AdminResetUserPassword', { Username: 'linus' })).rejects.toMatchObject(
      refusal('NotAuthorizedException', 'User password cannot be reset in the current state.'),
    );
  });
});

describe('AdminConfirmSignUp', () => {
  it('a sign-up is confirmed without a code, and its address stays unverified', async () => {
    const input = { Username: 'marie', Password: 'Polonium-84' };
    const UserAttributes = pairs({ email: 'marie@example.com' });
    await call('SignUp', { ClientId, ...input, UserAttributes });
    await admin('AdminConfirmSignUp', { Username: 'marie' });
    expect(await attributesOf('marie')).toMatchObject({ email_verified: 'false' });
    expect(await pool.srp('marie', 'Polonium-84')).toHaveProperty('AuthenticationResult');
    await expect(admin('AdminConfirmSignUp', { Username: 'marie' })).rejects.toMatchObject(
      refusal('NotAuthorizedException', 'User cannot be confirmed. Current status is CONFIRMED'),
    );
  });
});

describe('AdminUserGlobalSignOut', () => {
  it('AdminUserGlobalSignOut ends every session of the user', async () => {
    const [ada, again] = [
      await pool.tokens('ada', 'Correct-horse-1'),
      await pool.tokens('ada', 'Correct-horse-1'),
    ];
    await admin('AdminUserGlobalSignOut', { Username: 'ada' });
    for (const { AccessToken } of [ada, again]) {
      await expect(call('GetUser', { AccessToken })).rejects.toMatchObject(
        refusal('NotAuthorizedException', 'Access Token has been revoked'),
      );
    }
    expect(await pool.srp('ada', 'Correct-horse-1')).toHaveProperty('AuthenticationResult');
  });
});

describe('AdminUpdateUserAttributes', () => {
  const update = (attributes: Record<string, string>, Username = 'ada') =>
    admin('AdminUpdateUserAttributes', { Username, UserAttributes: pairs(attributes) });

  it('an administrator may write email_verified and other protected attributes', async () => {
    await update({ email: 'countess@example.com', email_verified: 'true', name: 'Ada' });
    expect(await attributesOf('ada')).toMatchObject({
      email: 'countess@example.com',
      email_verified: 'true',
      name: 'Ada',
    });
    expect(aws.outbox.all()).toEqual([]);
    expect(await pool.srp('countess@example.com', 'Correct-horse-1')).toHaveProperty('AuthenticationResult');
  });

  it('a verified address moves from the user that had it', async () => {
    await update({ email: 'grace@example.com', email_verified: 'true' });
    expect(await attributesOf('grace')).toMatchObject({ email_verified: 'false' });
    expect(await admin('AdminGetUser', { Username: 'grace@example.com' })).toMatchObject({
      Username: 'ada',
    });
  });

  it('an address without email_verified gets a verification code', async () => {
    await update({ email: 'countess@example.com' });
    expect(await attributesOf('ada')).toMatchObject({ email_verified: 'false' });
    expect(aws.outbox.all()).toMatchObject([
      { to: 'countess@example.com', purpose: 'UpdateUserAttribute_email' },
    ]);
  });

  it('a preferred_username can belong to one user only', async () => {
    await update({ preferred_username: 'Countess' });
    await expect(update({ preferred_username: 'countess' }, 'grace')).rejects.toMatchObject(
      refusal('AliasExistsException'),
    );
    expect(await admin('AdminGetUser', { Username: 'COUNTESS' })).toMatchObject({ Username: 'ada' });
  });

  it('attributes can be deleted, except required ones', async () => {
    await update({ name: 'Ada', phone_number: '+15555550100' });
    const drop = (...UserAttributeNames: string[]) =>
      admin('AdminDeleteUserAttributes', { Username: 'ada', UserAttributeNames });
    await drop('name', 'phone_number');
    expect(Object.keys(await attributesOf('ada')).toSorted()).toEqual(['email', 'email_verified', 'sub']);
    await expect(drop('email')).rejects.toMatchObject(refusal('InvalidParameterException'));
    await expect(update({ sub: 'x' })).rejects.toMatchObject(refusal('InvalidParameterException'));
  });
});

describe('groups', () => {
  it('groups are created, updated, listed and deleted with role and precedence', async () => {
    const RoleArn = 'arn:aws:iam::123456789012:role/editors';
    const { Group } = await admin('CreateGroup', { GroupName: 'editors', RoleArn, Precedence: 3 });
    expect(Group).toMatchObject({ GroupName: 'editors', RoleArn, Precedence: 3 });
    await expect(admin('CreateGroup', { GroupName: 'editors' })).rejects.toMatchObject(
      refusal('GroupExistsException'),
    );
    await admin('UpdateGroup', { GroupName: 'editors', Description: 'They edit.' });
    expect(await admin('GetGroup', { GroupName: 'editors' })).toMatchObject({
      Group: { Description: 'They edit.', Precedence: 3 },
    });
    await admin('CreateGroup', { GroupName: '__proto__' });
    const { Groups } = await admin('ListGroups');
    expect((Groups as { GroupName: string }[]).map(({ GroupName }) => GroupName)).toEqual([
      '__proto__',
      'editors',
    ]);
    await admin('DeleteGroup', { GroupName: 'editors' });
    await expect(admin('GetGroup', { GroupName: 'editors' })).rejects.toMatchObject(
      refusal('ResourceNotFoundException'),
    );
  });

  it("a group appears in the user's tokens from the next sign-in, until membership or group ends", async () => {
    await admin('CreateGroup', { GroupName: 'editors' });
    const membership = { GroupName: 'editors', Username: 'ada' };
    await admin('AdminAddUserToGroup', membership);
    await admin('AdminAddUserToGroup', membership);
    const groupsOf = async () => {
      const { IdToken } = await pool.tokens('ada', 'Correct-horse-1');
      return JSON.parse(Buffer.from(IdToken.split('.')[1] ?? '', 'base64url').toString())['cognito:groups'];
    };
    expect(await groupsOf()).toEqual(['editors']);
    expect(await admin('AdminListGroupsForUser', { Username: 'ada' })).toMatchObject({
      Groups: [{ GroupName: 'editors' }],
    });
    expect(await admin('ListUsersInGroup', { GroupName: 'editors' })).toMatchObject({
      Users: [{ Username: 'ada' }],
    });
    await admin('AdminRemoveUserFromGroup', membership);
    expect(await groupsOf()).toBeUndefined();
    await admin('AdminAddUserToGroup', membership);
    await admin('DeleteGroup', { GroupName: 'editors' });
    expect(await groupsOf()).toBeUndefined();
  });

  it('an unknown user or group is refused', async () => {
    const join = (Username: string, GroupName: string) =>
      admin('AdminAddUserToGroup', { Username, GroupName });
    await expect(join('ada', 'nowhere')).rejects.toMatchObject(refusal('ResourceNotFoundException'));
    await admin('CreateGroup', { GroupName: 'editors' });
    await expect(join('nobody', 'editors')).rejects.toMatchObject(userNotFound);
  });
});

describe('ListUsers', () => {
  const names = async (input: Record<string, unknown> = {}) => {
    const { Users } = await admin('ListUsers', input);
    return (Users as { Username: string }[]).map(({ Username }) => Username);
  };

  it('all users are listed, with all attributes or the requested ones', async () => {
    expect(await names()).toEqual(['ada', 'grace', 'linus']);
    const { Users } = await admin('ListUsers', { AttributesToGet: ['email'], Limit: 1 });
    expect(Users).toMatchObject([{ Attributes: [{ Name: 'email', Value: 'ada@example.com' }] }]);
  });

  it.each([
    ['username = "ada"', ['ada']],
    ['username = "ADA"', []],
    ['email ^= "gr"', ['grace']],
    ['"email"="linus@example.com"', ['linus']],
    ['cognito:user_status = "force_change_password"', ['linus']],
    ['status = "Enabled"', ['ada', 'grace', 'linus']],
    ['status = "Disabled"', []],
    ['name = "say \\"x\\""', ['grace']],
    ['phone_number ^= "+1"', ['ada']],
    ['', ['ada', 'grace', 'linus']],
  ])('the filter %s returns the matching users', async (Filter, expected) => {
    const phone = pairs({ phone_number: '+15555550100' });
    await admin('AdminUpdateUserAttributes', { Username: 'ada', UserAttributes: phone });
    const name = pairs({ name: 'say "x"' });
    await admin('AdminUpdateUserAttributes', { Username: 'grace', UserAttributes: name });
    expect(await names({ Filter })).toEqual(expected);
  });

  it.each(['custom:plan = "pro"', '__proto__ = "x"', 'email', 'email > "a"', 'email = a'])(
    'the filter %s is refused',
    async (Filter) => {
      await expect(names({ Filter })).rejects.toMatchObject(refusal('InvalidParameterException'));
    },
  );

  it('pages continue correctly when a user is deleted in between', async () => {
    const first = await admin('ListUsers', { Limit: 1 });
    expect(first['Users']).toMatchObject([{ Username: 'ada' }]);
    await admin('AdminDeleteUser', { Username: 'ada' });
    const second = await admin('ListUsers', { Limit: 1, PaginationToken: first['PaginationToken'] });
    expect(second['Users']).toMatchObject([{ Username: 'grace' }]);
    const third = await admin('ListUsers', { Limit: 1, PaginationToken: second['PaginationToken'] });
    expect(third['Users']).toMatchObject([{ Username: 'linus' }]);
    expect(third).not.toHaveProperty('PaginationToken');
  });

  it.each([
    [{ Limit: 61 }, 'InvalidParameterException'],
    [{ Limit: -1 }, 'InvalidParameterException'],
    [{ Limit: '1' }, 'SerializationException'],
    [{ PaginationToken: 'bm9uc2Vuc2U' }, 'InvalidParameterException'],
    [{ AttributesToGet: ['sub'] }, 'InvalidParameterException'],
    [{ AttributesToGet: ['shoe_size'] }, 'InvalidParameterException'],
  ])('the input %j is refused', async (input, code) => {
    await expect(names(input)).rejects.toMatchObject(refusal(code));
  });
});

describe('AdminSetUserMFAPreference', () => {
  it('an administrator can disable the TOTP of a user', async () => {
    const grace = { Username: 'grace', SoftwareTokenMfaSettings: { Enabled: false } };
    await admin('AdminSetUserMFAPreference', grace);
    expect(await pool.srp('grace', 'Battery-staple-2')).toHaveProperty('AuthenticationResult');
    expect(await admin('AdminGetUser', { Username: 'grace' })).not.toHaveProperty('UserMFASettingList');
  });
});

describe('AdminInitiateAuth', () => {
  const AuthParameters = { USERNAME: 'ada', PASSWORD: 'Correct-horse-1' };
  const adminSignIn = (targetPool: ReturnType<typeof poolUnderTest>, more: Record<string, unknown> = {}) =>
    adminOf(targetPool)('AdminInitiateAuth', {
      ClientId: targetPool.ClientId,
      AuthFlow: 'ADMIN_USER_PASSWORD_AUTH',
      AuthParameters,
      ...more,
    });

  it('a password signs in if the client allows ADMIN_USER_PASSWORD_AUTH', async () => {
    const allowing = poolUnderTest({ client: { adminPasswordAuth: 'ALLOWED' } });
    expect(await adminSignIn(allowing)).toHaveProperty('AuthenticationResult');
    await expect(
      adminSignIn(allowing, { AuthParameters: { ...AuthParameters, PASSWORD: 'Wrong-horse-1' } }),
    ).rejects.toMatchObject(wrongPassword);
    const linus = { USERNAME: 'linus', PASSWORD: 'Temporary-pass-3' };
    const { ChallengeName, Session } = await adminSignIn(allowing, { AuthParameters: linus });
    expect(
      await adminOf(allowing)('AdminRespondToAuthChallenge', {
        ClientId: allowing.ClientId,
        ChallengeName,
        Session,
        ChallengeResponses: { USERNAME: 'linus', NEW_PASSWORD: 'Mine-now-1234' },
      }),
    ).toHaveProperty('AuthenticationResult');
    await expect(adminSignIn(pool)).rejects.toMatchObject(refusal('InvalidParameterException'));
  });

  it('the flows of the app client are available, for clients of this pool only', async () => {
    expect(await adminSignIn(pool, { AuthFlow: 'USER_PASSWORD_AUTH' })).toHaveProperty(
      'AuthenticationResult',
    );
    await expect(adminSignIn(pool, { ClientId: 'anotherclient' })).rejects.toMatchObject(
      refusal('ResourceNotFoundException'),
    );
    await expect(
      call('InitiateAuth', { ClientId, AuthFlow: 'ADMIN_USER_PASSWORD_AUTH', AuthParameters }),
    ).rejects.toMatchObject(refusal('InvalidParameterException'));
  });
});
