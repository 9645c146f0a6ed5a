/** @aws-amplify/auth, AWS's library for web apps, runs against the local AWS through its custom endpoints. */
import {
  autoSignIn,
  cognitoCredentialsProvider,
  cognitoUserPoolsTokenProvider,
  confirmResetPassword,
  confirmSignIn,
  confirmSignUp,
  confirmUserAttribute,
  deleteUser,
  deleteUserAttributes,
  fetchDevices,
  fetchMFAPreference,
  fetchUserAttributes,
  forgetDevice,
  getCurrentUser,
  rememberDevice,
  resendSignUpCode,
  resetPassword,
  sendUserAttributeVerificationCode,
  setUpTOTP,
  signIn,
  type SignInInput,
  signOut,
  signUp,
  updateMFAPreference,
  updatePassword,
  updateUserAttributes,
  verifyTOTPSetup,
} from '@aws-amplify/auth/cognito';
import { Amplify, ConsoleLogger, fetchAuthSession } from '@aws-amplify/core';
import { GetCallerIdentityCommand } from '@aws-sdk/client-sts';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { customChallenge, permissivePool } from './permissive-pool.ts';
import { clients } from './principals.ts';
import { localAwsForTests, type ServerUnderTest } from '../support/local-aws-server.ts';
import { totpCode } from '../support/codes.ts';

/** Configures Amplify before each test, with empty storage: Amplify is one instance for the whole process. */
function configureAmplify(aws: ServerUnderTest): void {
  beforeEach(async () => {
    const items = new Map<string, string>();
    cognitoUserPoolsTokenProvider.setKeyValueStorage({
      setItem: async (key, value) => void items.set(key, value),
      getItem: async (key) => items.get(key) ?? null,
      removeItem: async (key) => void items.delete(key),
      clear: async () => items.clear(),
    });
    const Auth = {
      Cognito: {
        userPoolId: aws.config.userPoolId,
        userPoolClientId: aws.config.clientId,
        userPoolEndpoint: aws.url,
        identityPoolId: aws.config.identityPoolId,
        identityPoolEndpoint: aws.url,
        allowGuestAccess: true,
      },
    };
    cognitoUserPoolsTokenProvider.setAuthConfig(Auth);
    ConsoleLogger.LOG_LEVEL = 'ERROR'; // Amplify logs a warning for each custom endpoint
    Amplify.configure(
      { Auth },
      {
        Auth: {
          tokenProvider: cognitoUserPoolsTokenProvider,
          credentialsProvider: cognitoCredentialsProvider,
        },
      },
    );
    await cognitoCredentialsProvider.clearCredentialsAndIdentityId();
  });
}

const passwordOf = (aws: ServerUnderTest, username: string) => aws.user(username).password;

afterEach(() => void vi.unstubAllGlobals());

describe('Amplify with the default set-up', () => {
  const aws = localAwsForTests();
  configureAmplify(aws);
  const signInAs = (username: string, authFlowType?: 'USER_SRP_AUTH' | 'USER_PASSWORD_AUTH') => {
    const input: SignInInput = { username, password: passwordOf(aws, username) };
    return signIn(authFlowType ? { ...input, options: { authFlowType } } : input);
  };

  it('signs up, resends the code, confirms and signs in', async () => {
    const signedUp = await signUp({
      username: 'marie',
      password: 'Polonium-84!',
      options: { userAttributes: { email: 'marie@example.com' } },
    });
    expect(signedUp).toMatchObject({
      isSignUpComplete: false,
      nextStep: { signUpStep: 'CONFIRM_SIGN_UP', codeDeliveryDetails: { deliveryMedium: 'EMAIL' } },
    });
    expect(await signIn({ username: 'marie', password: 'Polonium-84!' })).toMatchObject({
      nextStep: { signInStep: 'CONFIRM_SIGN_UP' },
    });
    expect(await resendSignUpCode({ username: 'marie' })).toMatchObject({ attributeName: 'email' });
    const confirmationCode = await aws.code('marie@example.com');
    expect(await confirmSignUp({ username: 'marie', confirmationCode })).toMatchObject({
      isSignUpComplete: true,
    });
    expect(await signIn({ username: 'marie', password: 'Polonium-84!' })).toMatchObject({
      isSignedIn: true,
      nextStep: { signInStep: 'DONE' },
    });
    expect(await getCurrentUser()).toMatchObject({ username: 'marie', userId: expect.any(String) });
  });

  it('signs in automatically after the sign-up is confirmed', async () => {
    await signUp({
      username: 'marie',
      password: 'Polonium-84!',
      options: { userAttributes: { email: 'marie@example.com' }, autoSignIn: true },
    });
    expect(
      await confirmSignUp({ username: 'marie', confirmationCode: await aws.code('marie@example.com') }),
    ).toMatchObject({ nextStep: { signUpStep: 'COMPLETE_AUTO_SIGN_IN' } });
    expect(await autoSignIn()).toMatchObject({ isSignedIn: true });
  });

  it.each(['USER_SRP_AUTH', 'USER_PASSWORD_AUTH'] as const)('signs in with %s', async (flow) => {
    expect(await signInAs('ada', flow)).toMatchObject({ isSignedIn: true });
    const { tokens } = await fetchAuthSession();
    expect(tokens?.idToken?.payload).toMatchObject({ 'cognito:username': 'ada', email: 'ada@example.com' });
    await signOut();
    expect((await fetchAuthSession()).tokens).toBeUndefined();
  });

  it('gets NotAuthorizedException for a wrong password', async () => {
    await expect(signIn({ username: 'ada', password: 'Wrong-password-1' })).rejects.toMatchObject({
      name: 'NotAuthorizedException',
      message: 'Incorrect username or password.',
    });
  });

  it('has a guest’s credentials first, and after the sign-in those of the user’s role', async () => {
    const guest = await fetchAuthSession();
    expect(guest.tokens).toBeUndefined();
    expect(guest.identityId).toMatch(/^us-east-1:/);
    await signInAs('ada');
    const { credentials, identityId } = await fetchAuthSession();
    if (!credentials) throw new Error('no credentials in the session');
    const caller = await clients(aws, credentials).sts.send(new GetCallerIdentityCommand({}));
    expect(caller.Arn).toContain('assumed-role/cognito-kit-user/');
    // the sign-in turned the guest's identity into the user's
    expect(identityId).toBe(guest.identityId);
  });

  it('refreshes its tokens', async () => {
    await signInAs('ada');
    const before = await fetchAuthSession();
    await aws.advance(1800);
    const after = await fetchAuthSession({ forceRefresh: true });
    expect(after.tokens?.accessToken.toString()).not.toBe(before.tokens?.accessToken.toString());
    expect(after.userSub).toBe(before.userSub);
  });

  it('answers the new-password challenge', async () => {
    expect(await signInAs('linus')).toMatchObject({
      nextStep: { signInStep: 'CONFIRM_SIGN_IN_WITH_NEW_PASSWORD_REQUIRED' },
    });
    expect(await confirmSignIn({ challengeResponse: 'Permanent-pass-4' })).toMatchObject({
      isSignedIn: true,
    });
  });

  it('answers the TOTP challenge and gets CodeMismatchException for a wrong code', async () => {
    expect(await signInAs('grace')).toMatchObject({
      nextStep: { signInStep: 'CONFIRM_SIGN_IN_WITH_TOTP_CODE' },
    });
    await expect(confirmSignIn({ challengeResponse: '000000' })).rejects.toMatchObject({
      name: 'CodeMismatchException',
    });
    const secret = aws.user('grace').totpSecret ?? '';
    expect(await confirmSignIn({ challengeResponse: totpCode(secret) })).toMatchObject({ isSignedIn: true });
  });

  it('sets up TOTP and makes it the preferred MFA method', async () => {
    await signInAs('ada');
    const { sharedSecret } = await setUpTOTP();
    await verifyTOTPSetup({ code: totpCode(sharedSecret) });
    await updateMFAPreference({ totp: 'PREFERRED' });
    expect(await fetchMFAPreference()).toEqual({ enabled: ['TOTP'], preferred: 'TOTP' });
  });

  it('resets a forgotten password', async () => {
    expect(await resetPassword({ username: 'ada' })).toMatchObject({
      nextStep: { resetPasswordStep: 'CONFIRM_RESET_PASSWORD_WITH_CODE' },
    });
    const confirmationCode = await aws.code('ada@example.com');
    await confirmResetPassword({ username: 'ada', confirmationCode, newPassword: 'Another-pass-5' });
    expect(await signIn({ username: 'ada', password: 'Another-pass-5' })).toMatchObject({ isSignedIn: true });
  });

  it('changes the password', async () => {
    await signInAs('ada');
    await updatePassword({ oldPassword: passwordOf(aws, 'ada'), newPassword: 'Changed-pass-6' });
    await signOut();
    await expect(signInAs('ada')).rejects.toMatchObject({ name: 'NotAuthorizedException' });
    expect(await signIn({ username: 'ada', password: 'Changed-pass-6' })).toMatchObject({ isSignedIn: true });
  });

  it('signs out globally, after which the access token is refused', async () => {
    await signInAs('ada');
    const { tokens } = await fetchAuthSession();
    await signOut({ global: true });
    const reply = await fetch(aws.url, {
      method: 'POST',
      headers: {
        'content-type': 'application/x-amz-json-1.1',
        'x-amz-target': 'AWSCognitoIdentityProviderService.GetUser',
      },
      body: JSON.stringify({ AccessToken: tokens?.accessToken.toString() }),
    });
    expect(await reply.json()).toMatchObject({ __type: 'NotAuthorizedException' });
  });
});

describe('Amplify with the permissive pool', () => {
  const aws = localAwsForTests(permissivePool);
  configureAmplify(aws);
  const signInAs = (username: string, options: NonNullable<SignInInput['options']> = {}) =>
    signIn({ username, password: passwordOf(aws, username), options });

  it('reads, changes, verifies and deletes attributes', async () => {
    await signInAs('ada');
    expect(await updateUserAttributes({ userAttributes: { name: 'Ada', 'custom:plan': 'pro' } })).toEqual({
      name: { isUpdated: true, nextStep: { updateAttributeStep: 'DONE' } },
      'custom:plan': { isUpdated: true, nextStep: { updateAttributeStep: 'DONE' } },
    });
    expect(await updateUserAttributes({ userAttributes: { email: 'new@example.com' } })).toMatchObject({
      email: { nextStep: { updateAttributeStep: 'CONFIRM_ATTRIBUTE_WITH_CODE' } },
    });
    await confirmUserAttribute({
      userAttributeKey: 'email',
      confirmationCode: await aws.code('new@example.com'),
    });
    expect(await fetchUserAttributes()).toMatchObject({
      name: 'Ada',
      'custom:plan': 'pro',
      email: 'new@example.com',
      email_verified: 'true',
    });
    expect(await sendUserAttributeVerificationCode({ userAttributeKey: 'phone_number' })).toMatchObject({
      deliveryMedium: 'SMS',
    });
    await deleteUserAttributes({ userAttributeKeys: ['name'] });
    expect(await fetchUserAttributes()).not.toHaveProperty('name');
  });

  it('deletes the user', async () => {
    await signInAs('ada');
    await deleteUser();
    await expect(signInAs('ada')).rejects.toMatchObject({ name: 'NotAuthorizedException' });
  });

  it.each(['CUSTOM_WITH_SRP', 'CUSTOM_WITHOUT_SRP'] as const)(
    'answers a custom challenge with %s',
    async (authFlowType) => {
      const input = { username: 'ada', options: { authFlowType } };
      const withPassword = authFlowType === 'CUSTOM_WITH_SRP' ? { password: passwordOf(aws, 'ada') } : {};
      expect(await signIn({ ...input, ...withPassword })).toMatchObject({
        nextStep: {
          signInStep: 'CONFIRM_SIGN_IN_WITH_CUSTOM_CHALLENGE',
          additionalInfo: { question: customChallenge.question },
        },
      });
      expect(await confirmSignIn({ challengeResponse: 'a map' })).toMatchObject({ isSignedIn: false });
      expect(await confirmSignIn({ challengeResponse: customChallenge.answer })).toMatchObject({
        isSignedIn: true,
      });
    },
  );

  it('answers an SMS code, and selects one of two MFA methods', async () => {
    expect(await signInAs('grace')).toMatchObject({
      nextStep: { signInStep: 'CONFIRM_SIGN_IN_WITH_SMS_CODE' },
    });
    expect(await confirmSignIn({ challengeResponse: await aws.code('+15555550101') })).toMatchObject({
      isSignedIn: true,
    });
    await updateMFAPreference({ sms: 'NOT_PREFERRED', email: 'ENABLED' });
    await signOut();
    expect(await signInAs('grace')).toMatchObject({
      nextStep: {
        signInStep: 'CONTINUE_SIGN_IN_WITH_MFA_SELECTION',
        allowedMFATypes: expect.arrayContaining(['SMS', 'EMAIL']),
      },
    });
    expect(await confirmSignIn({ challengeResponse: 'EMAIL' })).toMatchObject({
      nextStep: { signInStep: 'CONFIRM_SIGN_IN_WITH_EMAIL_CODE' },
    });
    expect(await confirmSignIn({ challengeResponse: await aws.code('grace@example.com') })).toMatchObject({
      isSignedIn: true,
    });
  });

  it('lists the first factors and signs in with an email code', async () => {
    expect(await signIn({ username: 'ada', options: { authFlowType: 'USER_AUTH' } })).toMatchObject({
      nextStep: {
        signInStep: 'CONTINUE_SIGN_IN_WITH_FIRST_FACTOR_SELECTION',
        availableChallenges: expect.arrayContaining(['PASSWORD', 'PASSWORD_SRP', 'EMAIL_OTP', 'SMS_OTP']),
      },
    });
    expect(await confirmSignIn({ challengeResponse: 'EMAIL_OTP' })).toMatchObject({
      nextStep: { signInStep: 'CONFIRM_SIGN_IN_WITH_EMAIL_CODE' },
    });
    expect(await confirmSignIn({ challengeResponse: await aws.code('ada@example.com') })).toMatchObject({
      isSignedIn: true,
    });
  });

  it.each(['PASSWORD', 'PASSWORD_SRP'] as const)(
    'signs in with the preferred first factor %s',
    async (preferred) => {
      const options = { authFlowType: 'USER_AUTH', preferredChallenge: preferred } as const;
      expect(await signInAs('ada', options)).toMatchObject({ isSignedIn: true });
    },
  );

  it('remembers, lists, recognizes and forgets this device', async () => {
    // Amplify names a device after its browser, and skips device tracking silently without one
    vi.stubGlobal('navigator', { userAgent: 'Mozilla/5.0 (Test)', platform: 'Test' });
    await signInAs('grace');
    await confirmSignIn({ challengeResponse: await aws.code('+15555550101') });
    await rememberDevice();
    const [device] = await fetchDevices();
    expect(device?.id).toMatch(/^us-east-1_/);
    const { tokens } = await fetchAuthSession({ forceRefresh: true });
    expect(tokens?.accessToken.payload['device_key']).toBe(device?.id);
    await signOut();
    // a remembered device replaces MFA
    expect(await signInAs('grace')).toMatchObject({ isSignedIn: true });
    await forgetDevice();
    expect(await fetchDevices()).toEqual([]);
  });
});
