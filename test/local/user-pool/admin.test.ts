/** What administrators may do, signed; and that nobody else may. */
import { beforeEach, describe, expect, it } from 'vitest';
import { adminOf, type Keys, pairs, recordOf, sendAdmin, signAdmin } from './admin-client.ts';
import { DAY, poolUnderTest, type PoolUnderTest, refusal, wrongPassword } from './pool-under-test.ts';

const pool = poolUnderTest({
  pool: { temporaryPasswordDays: 7, aliasAttributes: ['email', 'phone_number', 'preferred_username'] },
});
const { aws, call, ClientId } = pool;
const admin = adminOf(pool);
beforeEach(() => aws.reset());

const notFound = refusal('UserNotFoundException', 'User does not exist.');
const attributesOf = async (Username: string) =>
  recordOf((await admin('AdminGetUser', { Username }))['UserAttributes']);

/** Ada's, by way of the identity pool. */
async function keysOf({ aws: one, tokens }: PoolUnderTest): Promise<Keys> {
  const { endpoint, identityPoolId: IdentityPoolId, userPoolId } = one.config;
  const { IdToken } = await tokens('ada', 'Correct-horse-1');
  const Logins = { [`cognito-idp.us-east-1.amazonaws.com/${userPoolId}`]: IdToken };
  const identity = async (operation: string, input: Record<string, unknown>) => {
    const headers = { 'x-amz-target': `AWSCognitoIdentityService.${operation}` };
    const reply = await one.fetch(endpoint, { method: 'POST', headers, body: JSON.stringify(input) });
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

describe('the signature', () => {
  it('is asked for by every operation of administrators', async () => {
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

  it('holds for the body that was signed only', async () => {
    await aws.snapshot();
    const signed = await signAdmin(pool, 'AdminDeleteUser', { Username: 'grace' });
    const tampered = { ...signed, body: signed.body.replace('grace', 'linus') };
    await expect(sendAdmin(pool, tampered)).rejects.toMatchObject(refusal('InvalidSignatureException'));
    expect(await attributesOf('linus')).toHaveProperty('email');
  });

  it('holds for the operation that was signed only', async () => {
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

  it('is refused with a wrong secret, an unknown key, and a quarter of an hour later', async () => {
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

  it('of a role is asked for a policy, on the ARN of the pool', async () => {
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

  it('of a role lets through what its policy names, on this pool', async () => {
    const userPool = `arn:aws:cognito-idp:us-east-1:123456789012:userpool/us-east-1_Local0001`;
    const staffed = poolUnderTest({
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
    const keys = await keysOf(staffed);
    const send = async (operation: string, input: Record<string, unknown>) =>
      sendAdmin(staffed, await signAdmin(staffed, operation, input, keys));
    expect(await send('AdminGetUser', { Username: 'grace' })).toMatchObject({ Username: 'grace' });
    for (const [operation, input] of [
      ['AdminDeleteUser', { Username: 'grace' }],
      ['AdminGetUser', { Username: 'grace', UserPoolId: 'us-east-1_Local0002' }],
    ] as const) {
      await expect(send(operation, input)).rejects.toMatchObject(refusal('AccessDeniedException'));
    }
  });

  it('or its lack is told of in the terminal, on one line, whatever was sent', async () => {
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

  it('does not help with a pool that there is not, or none', async () => {
    await expect(admin('ListUsers', { UserPoolId: 'us-east-1_Nowhere' })).rejects.toMatchObject(
      refusal('ResourceNotFoundException'),
    );
    await expect(admin('ListUsers', { UserPoolId: '__proto__' })).rejects.toMatchObject(
      refusal('InvalidParameterException'),
    );
  });
});

describe('AdminCreateUser', () => {
  const create = (more: Record<string, unknown> = {}) =>
    admin('AdminCreateUser', {
      Username: 'marie',
      UserAttributes: pairs({ email: 'marie@example.com', email_verified: 'true' }),
      DesiredDeliveryMediums: ['EMAIL'],
      ...more,
    });
  const temporary = () => aws.outbox.code('marie@example.com');

  it('invites with a temporary password, which has to be changed at the first sign-in', async () => {
    const { User } = await create();
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

  it('makes up passwords that the pool’s policy takes', async () => {
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

  it('takes a temporary password, by the policy, and says nothing when it is to', async () => {
    await expect(create({ TemporaryPassword: 'weak' })).rejects.toMatchObject(
      refusal('InvalidPasswordException'),
    );
    await create({ TemporaryPassword: 'Polonium-84', MessageAction: 'SUPPRESS' });
    expect(aws.outbox.all()).toEqual([]);
    expect(await pool.srp('marie', 'Polonium-84')).toMatchObject({ ChallengeName: 'NEW_PASSWORD_REQUIRED' });
  });

  it('lets the temporary password run out, and RESEND begins anew', async () => {
    await create();
    const first = await temporary();
    aws.clock.advance(7 * DAY + 1);
    await expect(pool.password('marie', first)).rejects.toMatchObject(
      refusal(
        'NotAuthorizedException',
        'Temporary password has expired and must be reset by an administrator.',
      ),
    );
    await create({ MessageAction: 'RESEND' });
    expect(await pool.password('marie', await temporary())).toMatchObject({
      ChallengeName: 'NEW_PASSWORD_REQUIRED',
    });
    await expect(pool.password('marie', first)).rejects.toMatchObject(wrongPassword);
  });

  it('resends to nobody who has a password of their own, or is not there', async () => {
    const resend = (Username: string) => create({ Username, MessageAction: 'RESEND' });
    await expect(resend('ada')).rejects.toMatchObject(refusal('UnsupportedUserStateException'));
    await expect(resend('nobody')).rejects.toMatchObject(notFound);
  });

  it('refuses a name that is taken', async () => {
    await expect(create({ Username: 'ADA' })).rejects.toMatchObject(
      refusal('UsernameExistsException', 'User account already exists'),
    );
  });

  it('leaves a verified address with whoever has it, unless it is forced', async () => {
    const UserAttributes = pairs({ email: 'ada@example.com', email_verified: 'true' });
    await expect(create({ UserAttributes })).rejects.toMatchObject(
      refusal('AliasExistsException', 'An account with the email already exists.'),
    );
    await expect(attributesOf('marie')).rejects.toMatchObject(notFound);
    await create({ UserAttributes, ForceAliasCreation: true });
    expect(await attributesOf('ada')).toMatchObject({ email_verified: 'false' });
    expect(await admin('AdminGetUser', { Username: 'ada@example.com' })).toMatchObject({ Username: 'marie' });
  });

  it('vouches for no address that there is not', async () => {
    await expect(create({ UserAttributes: pairs({ email_verified: 'true' }) })).rejects.toMatchObject(
      refusal('InvalidParameterException'),
    );
    await expect(
      create({ UserAttributes: pairs({ email: 'm@example.com', email_verified: 'yes' }) }),
    ).rejects.toMatchObject(refusal('InvalidParameterException'));
  });

  it('makes a user without a password where a code signs in', async () => {
    const passwordless = poolUnderTest({ pool: { firstFactors: ['PASSWORD', 'EMAIL_OTP'] } });
    const make = (attributes: Record<string, string>) =>
      adminOf(passwordless)('AdminCreateUser', { Username: 'm', UserAttributes: pairs(attributes) });
    await expect(make({})).rejects.toMatchObject(refusal('InvalidParameterException'));
    expect(await make({ email: 'm@example.com' })).toMatchObject({ User: { UserStatus: 'CONFIRMED' } });
    await expect(passwordless.password('m', '')).rejects.toMatchObject(refusal('InvalidParameterException'));
    await expect(passwordless.password('m', 'Any-thing-1')).rejects.toMatchObject(wrongPassword);
  });

  it('makes up the user name where people sign in with an address', async () => {
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
  ])('refuses the %s %j', async (name, value) => {
    await expect(create({ [name]: value })).rejects.toMatchObject(refusal('InvalidParameterException'));
  });

  it.each([
    ['ForceAliasCreation', 'true'],
    ['UserAttributes', { email: 'm@example.com' }],
    ['DesiredDeliveryMediums', 'EMAIL'],
  ])('refuses a %s of another type', async (name, value) => {
    await expect(create({ [name]: value })).rejects.toMatchObject(refusal('SerializationException'));
  });
});

describe('a user who is disabled', () => {
  it('cannot sign in, refresh or use a token until enabled again; old refresh tokens stay dead', async () => {
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
  it('leaves nothing that works, and the name free for somebody else', async () => {
    const tokens = await pool.tokens('ada', 'Correct-horse-1');
    await admin('AdminDeleteUser', { Username: 'ada@example.com' });
    await expect(admin('AdminGetUser', { Username: 'ada' })).rejects.toMatchObject(notFound);
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
  it('is temporary unless it is said to be permanent', async () => {
    await admin('AdminSetUserPassword', { Username: 'ada', Password: 'Set-for-you-1' });
    expect(await pool.srp('ada', 'Set-for-you-1')).toMatchObject({ ChallengeName: 'NEW_PASSWORD_REQUIRED' });
    await admin('AdminSetUserPassword', { Username: 'ada', Password: 'Set-for-you-2', Permanent: true });
    expect(await pool.srp('ada', 'Set-for-you-2')).toHaveProperty('AuthenticationResult');
    await expect(admin('AdminSetUserPassword', { Username: 'ada', Password: 'short' })).rejects.toMatchObject(
      refusal('InvalidPasswordException'),
    );
  });

  it('lets in again whoever was locked out', async () => {
    for (let time = 0; time < 6; time += 1) await pool.password('ada', 'Wrong-one-1').catch(() => {});
    await expect(pool.password('ada', 'Correct-horse-1')).rejects.toMatchObject(
      refusal('NotAuthorizedException', 'Password attempts exceeded'),
    );
    await admin('AdminSetUserPassword', { Username: 'ada', Password: 'Set-for-you-2', Permanent: true });
    expect(await pool.password('ada', 'Set-for-you-2')).toHaveProperty('AuthenticationResult');
  });

  it('may have to be replaced: the old one is no way in, the code that was sent is', async () => {
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
  it('lets in without a code, and verifies no address', async () => {
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
  it('ends every sign-in of the user, and nobody else’s', async () => {
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

  it('writes what no person may, and believes the administrator about an address', async () => {
    await update({ email: 'countess@example.com', email_verified: 'true', name: 'Ada' });
    expect(await attributesOf('ada')).toMatchObject({
      email: 'countess@example.com',
      email_verified: 'true',
      name: 'Ada',
    });
    expect(aws.outbox.all()).toEqual([]);
    expect(await pool.srp('countess@example.com', 'Correct-horse-1')).toHaveProperty('AuthenticationResult');
  });

  it('takes a vouched address from whoever had it', async () => {
    await update({ email: 'grace@example.com', email_verified: 'true' });
    expect(await attributesOf('grace')).toMatchObject({ email_verified: 'false' });
    expect(await admin('AdminGetUser', { Username: 'grace@example.com' })).toMatchObject({
      Username: 'ada',
    });
  });

  it('sends a code to an address that nobody vouches for', async () => {
    await update({ email: 'countess@example.com' });
    expect(await attributesOf('ada')).toMatchObject({ email_verified: 'false' });
    expect(aws.outbox.all()).toMatchObject([
      { to: 'countess@example.com', purpose: 'UpdateUserAttribute_email' },
    ]);
  });

  it('keeps preferred names apart', async () => {
    await update({ preferred_username: 'Countess' });
    await expect(update({ preferred_username: 'countess' }, 'grace')).rejects.toMatchObject(
      refusal('AliasExistsException'),
    );
    expect(await admin('AdminGetUser', { Username: 'COUNTESS' })).toMatchObject({ Username: 'ada' });
  });

  it('deletes attributes, but none that is required', async () => {
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
  it('are made, changed, listed and deleted; a role and a precedence come along', async () => {
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

  it('show in the tokens of their users from the next sign-in on, and leave with the group', async () => {
    await admin('CreateGroup', { GroupName: 'editors' });
    const join = { GroupName: 'editors', Username: 'ada' };
    await admin('AdminAddUserToGroup', join);
    await admin('AdminAddUserToGroup', join);
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
    await admin('AdminRemoveUserFromGroup', join);
    expect(await groupsOf()).toBeUndefined();
    await admin('AdminAddUserToGroup', join);
    await admin('DeleteGroup', { GroupName: 'editors' });
    expect(await groupsOf()).toBeUndefined();
  });

  it('take nobody who is not there, and nobody joins one that is not', async () => {
    const join = (Username: string, GroupName: string) =>
      admin('AdminAddUserToGroup', { Username, GroupName });
    await expect(join('ada', 'nowhere')).rejects.toMatchObject(refusal('ResourceNotFoundException'));
    await admin('CreateGroup', { GroupName: 'editors' });
    await expect(join('nobody', 'editors')).rejects.toMatchObject(notFound);
  });
});

describe('ListUsers', () => {
  const names = async (input: Record<string, unknown> = {}) => {
    const { Users } = await admin('ListUsers', input);
    return (Users as { Username: string }[]).map(({ Username }) => Username);
  };

  it('tells of everybody, with all attributes or those asked for', async () => {
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
  ])('filters by %s', async (Filter, expected) => {
    const phone = pairs({ phone_number: '+15555550100' });
    await admin('AdminUpdateUserAttributes', { Username: 'ada', UserAttributes: phone });
    const name = pairs({ name: 'say "x"' });
    await admin('AdminUpdateUserAttributes', { Username: 'grace', UserAttributes: name });
    expect(await names({ Filter })).toEqual(expected);
  });

  it.each(['custom:plan = "pro"', '__proto__ = "x"', 'email', 'email > "a"', 'email = a'])(
    'refuses the filter %s',
    async (Filter) => {
      await expect(names({ Filter })).rejects.toMatchObject(refusal('InvalidParameterException'));
    },
  );

  it('turns pages, and loses nobody when somebody goes in between', async () => {
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
  ])('refuses %j', async (input, code) => {
    await expect(names(input)).rejects.toMatchObject(refusal(code));
  });
});

describe('AdminSetUserMFAPreference', () => {
  it('turns a second factor on for a user', async () => {
    const grace = { Username: 'grace', SoftwareTokenMfaSettings: { Enabled: false } };
    await admin('AdminSetUserMFAPreference', grace);
    expect(await pool.srp('grace', 'Battery-staple-2')).toHaveProperty('AuthenticationResult');
    expect(await admin('AdminGetUser', { Username: 'grace' })).not.toHaveProperty('UserMFASettingList');
  });
});

describe('AdminInitiateAuth', () => {
  const AuthParameters = { USERNAME: 'ada', PASSWORD: 'Correct-horse-1' };
  const begin = (one: ReturnType<typeof poolUnderTest>, more: Record<string, unknown> = {}) =>
    adminOf(one)('AdminInitiateAuth', {
      ClientId: one.ClientId,
      AuthFlow: 'ADMIN_USER_PASSWORD_AUTH',
      AuthParameters,
      ...more,
    });

  it('signs in with a password where the client allows a back end to', async () => {
    const allowing = poolUnderTest({ client: { adminPasswordAuth: 'ALLOWED' } });
    expect(await begin(allowing)).toHaveProperty('AuthenticationResult');
    await expect(
      begin(allowing, { AuthParameters: { ...AuthParameters, PASSWORD: 'Wrong-horse-1' } }),
    ).rejects.toMatchObject(wrongPassword);
    const linus = { USERNAME: 'linus', PASSWORD: 'Temporary-pass-3' };
    const { ChallengeName, Session } = await begin(allowing, { AuthParameters: linus });
    expect(
      await adminOf(allowing)('AdminRespondToAuthChallenge', {
        ClientId: allowing.ClientId,
        ChallengeName,
        Session,
        ChallengeResponses: { USERNAME: 'linus', NEW_PASSWORD: 'Mine-now-1234' },
      }),
    ).toHaveProperty('AuthenticationResult');
    await expect(begin(pool)).rejects.toMatchObject(refusal('InvalidParameterException'));
  });

  it('takes the flows of an app, through a client of this pool', async () => {
    expect(await begin(pool, { AuthFlow: 'USER_PASSWORD_AUTH' })).toHaveProperty('AuthenticationResult');
    await expect(begin(pool, { ClientId: 'anotherclient' })).rejects.toMatchObject(
      refusal('ResourceNotFoundException'),
    );
    await expect(
      call('InitiateAuth', { ClientId, AuthFlow: 'ADMIN_USER_PASSWORD_AUTH', AuthParameters }),
    ).rejects.toMatchObject(refusal('InvalidParameterException'));
  });
});
