/** AWS's SDK calls every operation of the local user pool. Unsupported operations are refused by name. */
import * as sdk from '@aws-sdk/client-cognito-identity-provider';
import { CognitoIdentityProvider } from '@aws-sdk/client-cognito-identity-provider';
import {
  createDeviceVerifier,
  createSrpSession,
  signSrpSession,
  signSrpSessionWithDevice,
  wrapAuthChallenge,
} from 'cognito-srp-helper';
import { afterAll, describe, expect, it } from 'vitest';
import { customChallenge, permissivePool } from './permissive-pool.ts';
import { localAwsForTests } from '../support/local-aws-server.ts';
import { totpCode } from '../support/codes.ts';
import { createAuthenticator } from '../support/passkeys.ts';
import * as users from '../support/users.ts';

const aws = localAwsForTests(permissivePool);
const { password } = users.ada;

/** The operations that answered a test without an error. */
const answered = new Set<string>();

const clientWith = (credentials: { accessKeyId: string; secretAccessKey: string }) => {
  const client = new CognitoIdentityProvider({
    region: aws.config.region,
    endpoint: aws.url,
    maxAttempts: 1,
    credentials,
  });
  client.middlewareStack.add(
    (next, { commandName = '' }) =>
      async (args) => {
        const result = await next(args);
        answered.add(commandName.replace(/Command$/, ''));
        return result;
      },
    { step: 'initialize' },
  );
  return client;
};
/** Creates a client as a web page has it: its credentials belong to no account. */
const page = () => clientWith({ accessKeyId: 'AKIAIOSFODNN7EXAMPLE', secretAccessKey: 'not-a-secret' });
const administrator = () => clientWith(aws.root);

const ids = () => ({ ClientId: aws.config.clientId, UserPoolId: aws.config.userPoolId });
const parameters = () => ({ ClientId: aws.config.clientId });
const refused = (name: string, message?: string | RegExp) => ({
  name,
  ...(message !== undefined && { message: expect.stringMatching(message) }),
});

async function signedIn(username = 'ada', PASSWORD = password, rest: Record<string, string> = {}) {
  const client = page();
  const { AuthenticationResult: tokens } = await client.initiateAuth({
    ...parameters(),
    AuthFlow: 'USER_PASSWORD_AUTH',
    AuthParameters: { USERNAME: username, PASSWORD, ...rest },
  });
  if (!tokens) throw new Error(`${username} was asked for more than the password.`);
  return { client, tokens, AccessToken: tokens.AccessToken ?? '', RefreshToken: tokens.RefreshToken ?? '' };
}

describe('sign-up with AWS’s SDK', () => {
  it('sends and resends a code, confirms, and signs in with the Session of the confirmation', async () => {
    const client = page();
    const attributes = [{ Name: 'email', Value: 'marie@example.com' }];
    const signedUp = await client.signUp({
      ...parameters(),
      Username: 'marie',
      Password: 'Polonium-84!',
      UserAttributes: attributes,
    });
    expect(signedUp).toMatchObject({
      UserConfirmed: false,
      CodeDeliveryDetails: {
        DeliveryMedium: 'EMAIL',
        Destination: expect.stringMatching(/^m\*\*\*@e\*\*\*$/),
      },
    });
    const again = await client.resendConfirmationCode({ ...parameters(), Username: 'marie' });
    expect(again.CodeDeliveryDetails).toMatchObject({ AttributeName: 'email' });
    const { Session } = await client.confirmSignUp({
      ...parameters(),
      Username: 'marie',
      ConfirmationCode: await aws.code('marie@example.com'),
    });
    expect(Session).toBeDefined();
    const { AuthenticationResult } = await client.initiateAuth({
      ...parameters(),
      AuthFlow: 'USER_AUTH',
      AuthParameters: { USERNAME: 'marie' },
      Session,
    });
    expect(AuthenticationResult?.AccessToken).toBeDefined();
  });

  it('resets a forgotten password with a code', async () => {
    const client = page();
    const sent = await client.forgotPassword({ ...parameters(), Username: 'ada' });
    const { DeliveryMedium } = sent.CodeDeliveryDetails ?? {};
    const ConfirmationCode = await aws.code(DeliveryMedium === 'SMS' ? '+15555550100' : 'ada@example.com');
    await client.confirmForgotPassword({
      ...parameters(),
      Username: 'ada',
      ConfirmationCode,
      Password: 'Another-pass-5',
    });
    await signedIn('ada', 'Another-pass-5');
  });
});

describe('sign-in with AWS’s SDK', () => {
  it('succeeds over SRP with cognito-srp-helper', async () => {
    const client = page();
    const session = createSrpSession('ada', password, aws.config.userPoolId, false);
    const started = await client.initiateAuth({
      ...parameters(),
      AuthFlow: 'USER_SRP_AUTH',
      AuthParameters: { USERNAME: 'ada', SRP_A: session.largeA },
    });
    const answer = wrapAuthChallenge(signSrpSession(session, started as never), {
      ...parameters(),
      ChallengeName: 'PASSWORD_VERIFIER',
      ChallengeResponses: { USERNAME: 'ada' },
      Session: started.Session,
    } as never);
    const { AuthenticationResult } = await client.respondToAuthChallenge(answer);
    expect(AuthenticationResult?.TokenType).toBe('Bearer');
  });

  it('succeeds with a custom challenge after a wrong answer, and refuses a used Session', async () => {
    const client = page();
    const challengeReply = await client.initiateAuth({
      ...parameters(),
      AuthFlow: 'CUSTOM_AUTH',
      AuthParameters: { USERNAME: 'ada' },
    });
    expect(challengeReply).toMatchObject({
      ChallengeName: 'CUSTOM_CHALLENGE',
      ChallengeParameters: { question: customChallenge.question },
    });
    const answer = (ANSWER: string, Session = challengeReply.Session) =>
      client.respondToAuthChallenge({
        ...parameters(),
        ChallengeName: 'CUSTOM_CHALLENGE',
        ChallengeResponses: { USERNAME: 'ada', ANSWER },
        Session,
      });
    const again = await answer('a map');
    expect(again.ChallengeName).toBe('CUSTOM_CHALLENGE');
    expect((await answer(customChallenge.answer, again.Session)).AuthenticationResult).toBeDefined();
    await expect(answer(customChallenge.answer)).rejects.toMatchObject(
      refused('NotAuthorizedException', /session/),
    );
  });

  it('selects a first factor and accepts an 8-digit SMS code', async () => {
    const client = page();
    const challengeReply = await client.initiateAuth({
      ...parameters(),
      AuthFlow: 'USER_AUTH',
      AuthParameters: { USERNAME: 'ada' },
    });
    expect(challengeReply.ChallengeName).toBe('SELECT_CHALLENGE');
    expect(challengeReply.AvailableChallenges).toEqual(
      expect.arrayContaining(['PASSWORD', 'PASSWORD_SRP', 'EMAIL_OTP', 'SMS_OTP']),
    );
    const sent = await client.respondToAuthChallenge({
      ...parameters(),
      ChallengeName: 'SELECT_CHALLENGE',
      ChallengeResponses: { USERNAME: 'ada', ANSWER: 'SMS_OTP' },
      Session: challengeReply.Session,
    });
    expect(sent).toMatchObject({
      ChallengeName: 'SMS_OTP',
      ChallengeParameters: { CODE_DELIVERY_DELIVERY_MEDIUM: 'SMS' },
    });
    const code = await aws.code('+15555550100');
    expect(code).toMatch(/^\d{8}$/);
    const done = await client.respondToAuthChallenge({
      ...parameters(),
      ChallengeName: 'SMS_OTP',
      ChallengeResponses: { USERNAME: 'ada', SMS_OTP_CODE: code },
      Session: sent.Session,
    });
    expect(done.AuthenticationResult).toBeDefined();
  });

  it('asks for the preferred of two MFA methods, an email code', async () => {
    const client = page();
    const { username, password: PASSWORD } = aws.user('hedy');
    const first = await client.initiateAuth({
      ...parameters(),
      AuthFlow: 'USER_PASSWORD_AUTH',
      AuthParameters: { USERNAME: username, PASSWORD },
    });
    expect(first.ChallengeName).toBe('EMAIL_OTP');
    const code = await aws.code('hedy@example.com');
    expect(code).toMatch(/^\d{6}$/);
    const done = await client.respondToAuthChallenge({
      ...parameters(),
      ChallengeName: 'EMAIL_OTP',
      ChallengeResponses: { USERNAME: username, EMAIL_OTP_CODE: code },
      Session: first.Session,
    });
    expect(done.AuthenticationResult).toBeDefined();
  });

  it('succeeds with a passkey of nid-webauthn-emulator, which is then listed and deleted', async () => {
    const { client, AccessToken } = await signedIn();
    const browser = createAuthenticator();
    const origin = 'http://localhost:5173';
    const { CredentialCreationOptions } = await client.startWebAuthnRegistration({ AccessToken });
    const Credential = browser.createJSON(origin, CredentialCreationOptions as never);
    await client.completeWebAuthnRegistration({ AccessToken, Credential: Credential as never });
    const { Credentials = [] } = await client.listWebAuthnCredentials({ AccessToken });
    expect(Credentials).toMatchObject([{ CredentialId: Credential.id, RelyingPartyId: 'localhost' }]);

    const challengeReply = await client.initiateAuth({
      ...parameters(),
      AuthFlow: 'USER_AUTH',
      AuthParameters: { USERNAME: 'ada', PREFERRED_CHALLENGE: 'WEB_AUTHN' },
    });
    const options = JSON.parse(challengeReply.ChallengeParameters?.['CREDENTIAL_REQUEST_OPTIONS'] ?? '{}');
    const CREDENTIAL = JSON.stringify(browser.getJSON(origin, options));
    const done = await client.respondToAuthChallenge({
      ...parameters(),
      ChallengeName: 'WEB_AUTHN',
      ChallengeResponses: { USERNAME: 'ada', CREDENTIAL },
      Session: challengeReply.Session,
    });
    expect(done.AuthenticationResult).toBeDefined();
    await client.deleteWebAuthnCredential({ AccessToken, CredentialId: Credential.id });
    expect((await client.listWebAuthnCredentials({ AccessToken })).Credentials).toEqual([]);
  });

  it('succeeds with device SRP, after the device is confirmed, listed and remembered', async () => {
    const { client, tokens, AccessToken } = await signedIn();
    const { DeviceKey = '', DeviceGroupKey = '' } = tokens.NewDeviceMetadata ?? {};
    const { DeviceSecretVerifierConfig, DeviceRandomPassword } = createDeviceVerifier(
      DeviceKey,
      DeviceGroupKey,
    );
    await client.confirmDevice({ AccessToken, DeviceKey, DeviceSecretVerifierConfig, DeviceName: 'laptop' });
    await client.updateDeviceStatus({ AccessToken, DeviceKey, DeviceRememberedStatus: 'remembered' });
    expect((await client.getDevice({ AccessToken, DeviceKey })).Device).toMatchObject({ DeviceKey });
    expect((await client.listDevices({ AccessToken })).Devices).toHaveLength(1);

    const challengeReply = await client.initiateAuth({
      ...parameters(),
      AuthFlow: 'USER_PASSWORD_AUTH',
      AuthParameters: { USERNAME: 'ada', PASSWORD: password, DEVICE_KEY: DeviceKey },
    });
    expect(challengeReply.ChallengeName).toBe('DEVICE_SRP_AUTH');
    const srp = createSrpSession('ada', password, aws.config.userPoolId, false);
    const challenge = await client.respondToAuthChallenge({
      ...parameters(),
      ChallengeName: 'DEVICE_SRP_AUTH',
      ChallengeResponses: { USERNAME: 'ada', DEVICE_KEY: DeviceKey, SRP_A: srp.largeA },
      Session: challengeReply.Session,
    });
    const signed = signSrpSessionWithDevice(srp, challenge as never, DeviceGroupKey, DeviceRandomPassword);
    const answer = wrapAuthChallenge(signed, {
      ...parameters(),
      ChallengeName: 'DEVICE_PASSWORD_VERIFIER',
      ChallengeResponses: { USERNAME: 'ada', DEVICE_KEY: DeviceKey },
      Session: challenge.Session,
    } as never);
    expect((await client.respondToAuthChallenge(answer)).AuthenticationResult).toBeDefined();
    await client.forgetDevice({ AccessToken, DeviceKey });
    expect((await client.listDevices({ AccessToken })).Devices).toEqual([]);
  });
});

describe('tokens and sessions with AWS’s SDK', () => {
  it('are refreshed, and refused after they are revoked', async () => {
    const { client, tokens, AccessToken, RefreshToken } = await signedIn();
    // With device tracking, a refresh must name the confirmed device that signed in.
    const { DeviceKey = '', DeviceGroupKey = '' } = tokens.NewDeviceMetadata ?? {};
    const { DeviceSecretVerifierConfig } = createDeviceVerifier(DeviceKey, DeviceGroupKey);
    await client.confirmDevice({ AccessToken, DeviceKey, DeviceSecretVerifierConfig });
    const refresh = { ...parameters(), RefreshToken, DeviceKey };
    await expect(client.getTokensFromRefreshToken({ ...parameters(), RefreshToken })).rejects.toMatchObject(
      refused('NotAuthorizedException', 'Invalid Refresh Token.'),
    );
    const fresh = await client.getTokensFromRefreshToken(refresh);
    expect(fresh.AuthenticationResult?.IdToken).toBeDefined();
    await client.revokeToken({ ...parameters(), Token: RefreshToken });
    await expect(client.getTokensFromRefreshToken(refresh)).rejects.toMatchObject(
      refused('NotAuthorizedException', 'Refresh Token has been revoked'),
    );
    await expect(
      client.getUser({ AccessToken: fresh.AuthenticationResult?.AccessToken }),
    ).rejects.toMatchObject(refused('NotAuthorizedException', 'Access Token has been revoked'));
  });

  it('are listed, and one session revokes another', async () => {
    const current = await signedIn();
    const second = await signedIn();
    const { Sessions = [] } = await current.client.listUserSessions({ AccessToken: current.AccessToken });
    expect(Sessions).toHaveLength(2);
    const other = Sessions.find(({ IsCurrentSession }) => !IsCurrentSession);
    await current.client.revokeUserSession({ AccessToken: current.AccessToken, SessionId: other?.SessionId });
    await expect(second.client.getUser({ AccessToken: second.AccessToken })).rejects.toMatchObject(
      refused('NotAuthorizedException'),
    );
    await current.client.getUser({ AccessToken: current.AccessToken });
  });

  it('are refused after a global sign-out', async () => {
    const { client, AccessToken } = await signedIn();
    await client.globalSignOut({ AccessToken });
    await expect(client.getUser({ AccessToken })).rejects.toMatchObject(refused('NotAuthorizedException'));
  });
});

describe('account with AWS’s SDK', () => {
  it('reads and changes attributes, and verifies a new email address', async () => {
    const { client, AccessToken } = await signedIn();
    const changed = await client.updateUserAttributes({
      AccessToken,
      UserAttributes: [
        { Name: 'email', Value: 'new@example.com' },
        { Name: 'custom:plan', Value: 'pro' },
      ],
    });
    expect(changed.CodeDeliveryDetailsList).toMatchObject([{ AttributeName: 'email' }]);
    await client.getUserAttributeVerificationCode({ AccessToken, AttributeName: 'email' });
    const Code = await aws.code('new@example.com');
    await client.verifyUserAttribute({ AccessToken, AttributeName: 'email', Code });
    const { UserAttributes, Username } = await client.getUser({ AccessToken });
    expect(Username).toBe('ada');
    expect(UserAttributes).toEqual(
      expect.arrayContaining([
        { Name: 'email', Value: 'new@example.com' },
        { Name: 'email_verified', Value: 'true' },
        { Name: 'custom:plan', Value: 'pro' },
      ]),
    );
    await client.deleteUserAttributes({ AccessToken, UserAttributeNames: ['custom:plan'] });
    const after = await client.getUser({ AccessToken });
    expect(after.UserAttributes?.map(({ Name }) => Name)).not.toContain('custom:plan');
    expect((await client.getUserAuthFactors({ AccessToken })).ConfiguredUserAuthFactors).toContain(
      'PASSWORD',
    );
  });

  it('changes the password', async () => {
    const { client, AccessToken } = await signedIn();
    await client.changePassword({
      AccessToken,
      PreviousPassword: password,
      ProposedPassword: 'Changed-pass-6',
    });
    await signedIn('ada', 'Changed-pass-6');
  });

  it('sets up TOTP, makes it the preferred MFA method and is asked for it', async () => {
    const { client, AccessToken } = await signedIn();
    const { SecretCode = '' } = await client.associateSoftwareToken({ AccessToken });
    const UserCode = totpCode(SecretCode);
    expect((await client.verifySoftwareToken({ AccessToken, UserCode })).Status).toBe('SUCCESS');
    await client.setUserMFAPreference({
      AccessToken,
      SoftwareTokenMfaSettings: { Enabled: true, PreferredMfa: true },
    });
    const { PreferredMfaSetting, UserMFASettingList } = await client.getUser({ AccessToken });
    expect({ PreferredMfaSetting, UserMFASettingList }).toEqual({
      PreferredMfaSetting: 'SOFTWARE_TOKEN_MFA',
      UserMFASettingList: ['SOFTWARE_TOKEN_MFA'],
    });
    await expect(signedIn()).rejects.toThrow('asked for more');
  });

  it('turns on SMS MFA with SetUserSettings', async () => {
    const { client, AccessToken } = await signedIn();
    await client.setUserSettings({
      AccessToken,
      MFAOptions: [{ DeliveryMedium: 'SMS', AttributeName: 'phone_number' }],
    });
    await expect(signedIn()).rejects.toThrow('asked for more');
  });

  it('is deleted by its user', async () => {
    const { client, AccessToken } = await signedIn();
    await client.deleteUser({ AccessToken });
    await expect(signedIn()).rejects.toMatchObject(refused('NotAuthorizedException'));
  });

  it('is refused event feedback, as in a pool without threat protection', async () => {
    const feedback = page().updateAuthEventFeedback({
      UserPoolId: aws.config.userPoolId,
      Username: 'ada',
      EventId: 'e1',
      FeedbackToken: 'abc',
      FeedbackValue: 'Valid',
    });
    await expect(feedback).rejects.toMatchObject(refused('UserPoolAddOnNotEnabledException'));
  });
});

describe('administrator of the user pool', () => {
  it('creates a user, who must choose a new password', async () => {
    const client = administrator();
    const { UserPoolId } = ids();
    const { User } = await client.adminCreateUser({
      UserPoolId,
      Username: 'niels',
      TemporaryPassword: 'Temporary-9!',
      UserAttributes: [{ Name: 'email', Value: 'niels@example.com' }],
    });
    expect(User).toMatchObject({ Username: 'niels', UserStatus: 'FORCE_CHANGE_PASSWORD', Enabled: true });
    await expect(signedIn('niels', 'Temporary-9!')).rejects.toThrow('asked for more');
    await client.adminSetUserPassword({
      UserPoolId,
      Username: 'niels',
      Password: 'Complement-9!',
      Permanent: true,
    });
    await signedIn('niels', 'Complement-9!');
    expect((await client.adminGetUser({ UserPoolId, Username: 'niels' })).UserStatus).toBe('CONFIRMED');
    const { Users = [] } = await client.listUsers({ UserPoolId, Filter: 'email = "niels@example.com"' });
    expect(Users.map(({ Username }) => Username)).toEqual(['niels']);
    await client.adminDeleteUser({ UserPoolId, Username: 'niels' });
    await expect(client.adminGetUser({ UserPoolId, Username: 'niels' })).rejects.toMatchObject(
      refused('UserNotFoundException'),
    );
  });

  it('confirms, changes, disables, resets and signs out a user', async () => {
    const client = administrator();
    const ada = { UserPoolId: aws.config.userPoolId, Username: 'ada' };
    await page().signUp({
      ...parameters(),
      Username: 'marie',
      Password: 'Polonium-84!',
      UserAttributes: [{ Name: 'email', Value: 'marie@example.com' }],
    });
    await client.adminConfirmSignUp({ ...ada, Username: 'marie' });
    await signedIn('marie', 'Polonium-84!');

    await client.adminUpdateUserAttributes({ ...ada, UserAttributes: [{ Name: 'name', Value: 'Ada' }] });
    await client.adminDeleteUserAttributes({ ...ada, UserAttributeNames: ['name'] });
    await client.adminSetUserMFAPreference({ ...ada, SMSMfaSettings: { Enabled: false } });
    const { AccessToken } = await signedIn();
    await client.adminUserGlobalSignOut(ada);
    await expect(page().getUser({ AccessToken })).rejects.toMatchObject(refused('NotAuthorizedException'));
    await client.adminDisableUser(ada);
    await expect(signedIn()).rejects.toMatchObject(refused('NotAuthorizedException', 'User is disabled.'));
    await client.adminEnableUser(ada);
    await signedIn();
    await client.adminResetUserPassword(ada);
    await expect(signedIn()).rejects.toMatchObject(refused('PasswordResetRequiredException'));
  });

  it('manages groups, which appear in their members’ tokens', async () => {
    const client = administrator();
    const { UserPoolId } = ids();
    const group = { UserPoolId, GroupName: 'editors' };
    await client.createGroup({ ...group, Description: 'They write', Precedence: 5 });
    await client.updateGroup({ ...group, Description: 'They edit' });
    expect((await client.getGroup(group)).Group).toMatchObject({ Description: 'They edit', Precedence: 5 });
    expect((await client.listGroups({ UserPoolId })).Groups?.map(({ GroupName }) => GroupName)).toContain(
      'editors',
    );
    await client.adminAddUserToGroup({ ...group, Username: 'ada' });
    const { tokens } = await signedIn();
    const claims = JSON.parse(Buffer.from(tokens.IdToken?.split('.')[1] ?? '', 'base64url').toString());
    expect(claims).toMatchObject({ 'cognito:groups': ['editors'] });
    expect((await client.listUsersInGroup(group)).Users?.map(({ Username }) => Username)).toEqual(['ada']);
    const { Groups } = await client.adminListGroupsForUser({ UserPoolId, Username: 'ada' });
    expect(Groups).toHaveLength(1);
    await client.adminRemoveUserFromGroup({ ...group, Username: 'ada' });
    await client.deleteGroup(group);
    await expect(client.getGroup(group)).rejects.toMatchObject(refused('ResourceNotFoundException'));
  });

  it('signs users in with the admin operations', async () => {
    const client = administrator();
    const ada = { UserPoolId: aws.config.userPoolId, Username: 'ada' };
    await client.adminSetUserPassword({ ...ada, Password: 'Set-for-you-1' });
    const { ChallengeName, Session } = await client.adminInitiateAuth({
      ...ids(),
      AuthFlow: 'USER_PASSWORD_AUTH',
      AuthParameters: { USERNAME: 'ada', PASSWORD: 'Set-for-you-1' },
    });
    expect(ChallengeName).toBe('NEW_PASSWORD_REQUIRED');
    const { ChallengeParameters } = await client.adminRespondToAuthChallenge({
      ...ids(),
      ChallengeName,
      Session,
      ChallengeResponses: { USERNAME: 'ada', NEW_PASSWORD: 'Mine-now-1234' },
    });
    expect(ChallengeParameters).toBeDefined();
  });

  it('is not a page: admin operations are refused to credentials of no account', async () => {
    const ada = { UserPoolId: aws.config.userPoolId, Username: 'ada' };
    await expect(page().adminGetUser(ada)).rejects.toThrow();
    await expect(page().listUsers({ UserPoolId: ada.UserPoolId })).rejects.toThrow();
  });
});

describe('every operation of the SDK', () => {
  const names = Object.keys(sdk)
    .filter((name) => name.endsWith('Command') && name !== '$Command')
    .map((name) => name.replace(/Command$/, ''));
  /** The supported operations that can only be refused: a local AWS has no threat protection. */
  const refusedOnly = ['UpdateAuthEventFeedback'];
  const present: string[] = [];

  it('is either supported or refused by name', async () => {
    for (const name of names) {
      const reply = await fetch(aws.url, {
        method: 'POST',
        headers: {
          'content-type': 'application/x-amz-json-1.1',
          'x-amz-target': `AWSCognitoIdentityProviderService.${name}`,
        },
        body: '{}',
      });
      const { __type: type } = (await reply.json()) as { __type: string };
      expect(reply.status, name).toBe(400);
      if (type !== 'UnknownOperationException') present.push(name);
    }
    expect(present.length).toBeGreaterThan(50);
  });

  afterAll(() => {
    // The tests above must have called every supported operation with success.
    const unproven = present.filter((name) => !answered.has(name) && !refusedOnly.includes(name));
    expect(unproven).toEqual([]);
  });
});
