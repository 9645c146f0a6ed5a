/** AWS's SDK on the local user pool: administrators and users get typed replies, pages, dates and exceptions. */
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
import { localAwsForTests } from '../support/local-aws-server.ts';
import { wrongCode } from '../support/codes.ts';
import { ada as exampleUser } from '../support/users.ts';

const aws = localAwsForTests();
const { password } = exampleUser;

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

describe('administrator with AWS’s SDK', () => {
  it('creates a user, reads the creation date and every change of status', async () => {
    const client = admin();
    const marie = { ...pool(), Username: 'marie' };
    const { User } = await client.adminCreateUser({
      ...marie,
      UserAttributes: email('marie@example.com', true),
      DesiredDeliveryMediums: ['EMAIL'],
    });
    expect(User?.UserCreateDate).toBeInstanceOf(Date);
    expect(Math.abs((User?.UserCreateDate?.getTime() ?? 0) - Date.now())).toBeLessThan(60_000);
    const statusOf = async () => (await client.adminGetUser(marie)).UserStatus;
    expect(await statusOf()).toBe('FORCE_CHANGE_PASSWORD');
    await client.adminSetUserPassword({ ...marie, Password: 'Polonium-84', Permanent: true });
    expect(await statusOf()).toBe('CONFIRMED');
    await client.adminResetUserPassword(marie);
    expect(await statusOf()).toBe('RESET_REQUIRED');
    await client.adminDisableUser(marie);
    expect((await client.adminGetUser(marie)).Enabled).toBe(false);
    await client.adminEnableUser(marie);
    await client.adminUserGlobalSignOut(marie);
    await client.adminDeleteUser(marie);
    await expect(client.adminGetUser(marie)).rejects.toBeInstanceOf(UserNotFoundException);
  });

  it('gets the exception classes of the SDK', async () => {
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

  it('lists all users, groups and members with the SDK’s paginators', async () => {
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

  it('is denied with a user’s own credentials or a wrong secret key', async () => {
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

describe('user with AWS’s SDK', () => {
  const tokenOf = async (USERNAME = 'ada', PASSWORD = password) => {
    const { AuthenticationResult } = await page().initiateAuth({
      ClientId: aws.config.clientId,
      AuthFlow: 'USER_PASSWORD_AUTH',
      AuthParameters: { USERNAME, PASSWORD },
    });
    return { AccessToken: AuthenticationResult?.AccessToken };
  };

  it('signs up, confirms, resets the password and deletes the account without credentials', async () => {
    const client = page();
    const marie = { ClientId: aws.config.clientId, Username: 'marie' };
    const { UserConfirmed, CodeDeliveryDetails } = await client.signUp({
      ...marie,
      Password: 'Polonium-84',
      UserAttributes: email('marie@example.com'),
    });
    expect(UserConfirmed).toBe(false);
    expect(CodeDeliveryDetails?.Destination).toBe('m***@e***');
    await client.resendConfirmationCode(marie);
    const right = await aws.code('marie@example.com');
    const wrong = wrongCode(right);
    await expect(client.confirmSignUp({ ...marie, ConfirmationCode: wrong })).rejects.toBeInstanceOf(
      CodeMismatchException,
    );
    await client.confirmSignUp({ ...marie, ConfirmationCode: right });
    await client.forgotPassword(marie);
    await client.confirmForgotPassword({
      ...marie,
      ConfirmationCode: await aws.code('marie@example.com'),
      Password: 'Radium-1898',
    });
    const token = await tokenOf('marie', 'Radium-1898');
    await client.deleteUser(token);
    await expect(tokenOf('marie', 'Radium-1898')).rejects.toBeInstanceOf(NotAuthorizedException);
  });

  it('changes attributes, password and MFA settings with an access token', async () => {
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
