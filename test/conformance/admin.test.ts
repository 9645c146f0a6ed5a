/** Accounts and administrators through AWS's own SDK: what it types, pages, dates and throws. */
import {
  AliasExistsException,
  CodeMismatchException,
  CognitoIdentityProvider,
  GroupExistsException,
  InvalidParameterException,
  InvalidPasswordException,
  NotAuthorizedException,
  paginateListGroups,
  paginateListUsers,
  paginateListUsersInGroup,
  UnsupportedUserStateException,
  UserNotFoundException,
  UsernameExistsException,
} from '@aws-sdk/client-cognito-identity-provider';
import { describe, expect, it } from 'vitest';
import { signedIn } from './principals.ts';
import { localAwsForTests } from './server.ts';

const aws = localAwsForTests();
const password = 'Correct-horse-1';

const admin = (credentials = aws.root) =>
  new CognitoIdentityProvider({
    region: aws.config.region,
    endpoint: aws.url,
    maxAttempts: 1,
    credentials,
  });
const page = () =>
  new CognitoIdentityProvider({ region: aws.config.region, endpoint: aws.url, maxAttempts: 1 });
const pool = () => ({ UserPoolId: aws.config.userPoolId });
const email = (Value: string, verified = false) => [
  { Name: 'email', Value },
  ...(verified ? [{ Name: 'email_verified', Value: 'true' }] : []),
];

describe('an administrator', () => {
  it('makes a user, sees when, and follows every change of state', async () => {
    const client = admin();
    const who = { ...pool(), Username: 'marie' };
    const { User } = await client.adminCreateUser({
      ...who,
      UserAttributes: email('marie@example.com', true),
      DesiredDeliveryMediums: ['EMAIL'],
    });
    expect(User?.UserCreateDate).toBeInstanceOf(Date);
    expect(Math.abs((User?.UserCreateDate?.getTime() ?? 0) - Date.now())).toBeLessThan(60_000);
    const statusOf = async () => (await client.adminGetUser(who)).UserStatus;
    expect(await statusOf()).toBe('FORCE_CHANGE_PASSWORD');
    await client.adminSetUserPassword({ ...who, Password: 'Polonium-84', Permanent: true });
    expect(await statusOf()).toBe('CONFIRMED');
    await client.adminResetUserPassword(who);
    expect(await statusOf()).toBe('RESET_REQUIRED');
    await client.adminDisableUser(who);
    expect((await client.adminGetUser(who)).Enabled).toBe(false);
    await client.adminEnableUser(who);
    await client.adminUserGlobalSignOut(who);
    await client.adminDeleteUser(who);
    await expect(client.adminGetUser(who)).rejects.toBeInstanceOf(UserNotFoundException);
  });

  it('meets the exceptions that the SDK has classes for', async () => {
    const client = admin();
    const ada = { ...pool(), Username: 'ada' };
    await expect(client.adminCreateUser(ada)).rejects.toBeInstanceOf(UsernameExistsException);
    await expect(
      client.adminCreateUser({
        ...pool(),
        Username: 'marie',
        UserAttributes: email('ada@example.com', true),
      }),
    ).rejects.toBeInstanceOf(AliasExistsException);
    await expect(client.adminSetUserPassword({ ...ada, Password: 'weak' })).rejects.toBeInstanceOf(
      InvalidPasswordException,
    );
    await expect(client.adminCreateUser({ ...ada, MessageAction: 'RESEND' })).rejects.toBeInstanceOf(
      UnsupportedUserStateException,
    );
    await client.createGroup({ ...pool(), GroupName: 'editors' });
    await expect(client.createGroup({ ...pool(), GroupName: 'editors' })).rejects.toBeInstanceOf(
      GroupExistsException,
    );
    await expect(client.listUsers({ ...pool(), Filter: 'nonsense' })).rejects.toBeInstanceOf(
      InvalidParameterException,
    );
  });

  it('pages through users and groups with the SDK’s paginators', async () => {
    const client = admin();
    const GroupName = 'group-3';
    for (let count = 0; count < 5; count += 1) {
      await client.createGroup({ ...pool(), GroupName: `group-${count}`, Precedence: count });
    }
    for (let count = 0; count < 5; count += 1) {
      await client.adminCreateUser({ ...pool(), Username: `user-${count}`, MessageAction: 'SUPPRESS' });
      await client.adminAddUserToGroup({ ...pool(), Username: `user-${count}`, GroupName });
    }
    const users: (string | undefined)[] = [];
    for await (const { Users = [] } of paginateListUsers({ client, pageSize: 3 }, pool())) {
      expect(Users.length).toBeLessThanOrEqual(3);
      users.push(...Users.map(({ Username }) => Username));
    }
    expect(users).toEqual(['ada', 'grace', 'linus', ...[0, 1, 2, 3, 4].map((count) => `user-${count}`)]);
    const groups: (string | undefined)[] = [];
    for await (const { Groups = [] } of paginateListGroups({ client, pageSize: 2 }, pool())) {
      groups.push(...Groups.map((group) => group.GroupName));
    }
    expect(groups).toEqual([0, 1, 2, 3, 4].map((count) => `group-${count}`));
    let members = 0;
    for await (const { Users = [] } of paginateListUsersInGroup(
      { client, pageSize: 2 },
      { ...pool(), GroupName },
    ))
      members += Users.length;
    expect(members).toBe(5);
  });

  it('is nobody with a user’s own keys: the SDK reads the denial', async () => {
    const { keys } = await signedIn(aws, 'ada');
    await expect(admin(keys).listUsers(pool())).rejects.toMatchObject({
      name: 'AccessDeniedException',
      message: expect.stringContaining('is not authorized to perform: cognito-idp:ListUsers on resource: '),
    });
    await expect(
      admin({ ...aws.root, secretAccessKey: 'x'.repeat(40) }).listUsers(pool()),
    ).rejects.toMatchObject({ name: 'InvalidSignatureException' });
  });
});

describe('a person', () => {
  const tokenOf = async (USERNAME = 'ada', PASSWORD = password) => {
    const { AuthenticationResult } = await page().initiateAuth({
      ClientId: aws.config.clientId,
      AuthFlow: 'USER_PASSWORD_AUTH',
      AuthParameters: { USERNAME, PASSWORD },
    });
    return { AccessToken: AuthenticationResult?.AccessToken };
  };

  it('signs up, is confirmed, resets, and leaves, without keys', async () => {
    const client = page();
    const who = { ClientId: aws.config.clientId, Username: 'marie' };
    const { UserConfirmed, CodeDeliveryDetails } = await client.signUp({
      ...who,
      Password: 'Polonium-84',
      UserAttributes: email('marie@example.com'),
    });
    expect(UserConfirmed).toBe(false);
    expect(CodeDeliveryDetails?.Destination).toBe('m***@e***');
    await client.resendConfirmationCode(who);
    const right = await aws.code('marie@example.com');
    const wrong = right === '000000' ? '000001' : '000000';
    await expect(client.confirmSignUp({ ...who, ConfirmationCode: wrong })).rejects.toBeInstanceOf(
      CodeMismatchException,
    );
    await client.confirmSignUp({ ...who, ConfirmationCode: right });
    await client.forgotPassword(who);
    await client.confirmForgotPassword({
      ...who,
      ConfirmationCode: await aws.code('marie@example.com'),
      Password: 'Radium-1898',
    });
    const token = await tokenOf('marie', 'Radium-1898');
    await client.deleteUser(token);
    await expect(tokenOf('marie', 'Radium-1898')).rejects.toBeInstanceOf(NotAuthorizedException);
  });

  it('changes and verifies attributes, password and factors with a token', async () => {
    const client = page();
    const token = await tokenOf();
    const { CodeDeliveryDetailsList } = await client.updateUserAttributes({
      ...token,
      UserAttributes: [...email('countess@example.com'), { Name: 'name', Value: 'Ada' }],
    });
    expect(CodeDeliveryDetailsList).toMatchObject([{ AttributeName: 'email', DeliveryMedium: 'EMAIL' }]);
    const AttributeName = 'email';
    await client.getUserAttributeVerificationCode({ ...token, AttributeName });
    await client.verifyUserAttribute({
      ...token,
      AttributeName,
      Code: await aws.code('countess@example.com'),
    });
    await client.deleteUserAttributes({ ...token, UserAttributeNames: ['name'] });
    const { UserAttributes } = await client.getUser(token);
    expect(UserAttributes).toContainEqual({ Name: 'email_verified', Value: 'true' });
    expect(UserAttributes?.map(({ Name }) => Name)).not.toContain('name');
    await client.changePassword({
      ...token,
      PreviousPassword: password,
      ProposedPassword: 'Newer-horse-2',
    });
    expect((await tokenOf('countess@example.com', 'Newer-horse-2')).AccessToken).toBeDefined();
    await expect(
      client.setUserMFAPreference({ ...token, SoftwareTokenMfaSettings: { Enabled: true } }),
    ).rejects.toBeInstanceOf(InvalidParameterException);
    await client.setUserSettings({ ...token, MFAOptions: [] });
    await expect(
      client.updateAuthEventFeedback({
        ...pool(),
        Username: 'ada',
        EventId: 'event',
        FeedbackToken: 'token',
        FeedbackValue: 'Invalid',
      }),
    ).rejects.toMatchObject({ name: 'UserPoolAddOnNotEnabledException' });
  });
});
