/** Device SRP on the local user pool, with two independent clients: amazon-cognito-identity-js and cognito-srp-helper. */
import {
  ConfirmDeviceCommand,
  ForgetDeviceCommand,
  GetDeviceCommand,
  InitiateAuthCommand,
  ListDevicesCommand,
  RespondToAuthChallengeCommand,
  UpdateDeviceStatusCommand,
} from '@aws-sdk/client-cognito-identity-provider';
import { AuthenticationDetails, type CognitoUser, type CognitoUserSession } from 'amazon-cognito-identity-js';
import {
  createDeviceVerifier,
  createSrpSession,
  signSrpSession,
  signSrpSessionWithDevice,
  wrapAuthChallenge,
  wrapInitiateAuth,
} from 'cognito-srp-helper';
import { describe, expect, it } from 'vitest';
import { emptyStorage, identityJs } from '../support/identity-js-client.ts';
import { userPoolClient } from './principals.ts';
import { localAwsForTests } from '../support/local-aws-server.ts';
import { totpCode } from '../support/codes.ts';

const devices = (tracking: 'OPT_IN' | 'ALWAYS') => ({ pool: { devices: { tracking, skipsMfa: true } } });

interface SignInResult {
  session: CognitoUserSession;
  userConfirmationNecessary: boolean;
  /** The challenges before the tokens. */
  challenges: string[];
}

/** Signs in over SRP. The client answers device challenges itself. */
const signIn = (user: CognitoUser, Password: string, code = () => '') =>
  new Promise<SignInResult>((resolve, reject) => {
    const challenges: string[] = [];
    const callbacks = {
      onSuccess: (session: CognitoUserSession, userConfirmationNecessary = false) =>
        resolve({ session, userConfirmationNecessary, challenges }),
      onFailure: reject,
      totpRequired: () => {
        challenges.push('totp');
        user.sendMFACode(code(), callbacks, 'SOFTWARE_TOKEN_MFA');
      },
    };
    user.authenticateUser(new AuthenticationDetails({ Username: user.getUsername(), Password }), callbacks);
  });

const promiseOf = <Result = unknown>(
  call: (callbacks: { onSuccess: (result: Result) => void; onFailure: (error: unknown) => void }) => void,
) =>
  new Promise<Result>((resolve, reject) => {
    call({ onSuccess: resolve, onFailure: reject });
  });

describe('amazon-cognito-identity-js in a pool that always remembers devices', () => {
  const aws = localAwsForTests(devices('ALWAYS'));

  it('confirms its device, proves it at the next sign-in and refreshes with the device key', async () => {
    const storage = emptyStorage();
    const { password } = aws.user('ada');
    const first = await signIn(identityJs(aws, storage).user('ada'), password);
    expect(first.userConfirmationNecessary).toBe(false);
    const key = storage.getItem(`CognitoIdentityServiceProvider.${aws.config.clientId}.ada.deviceKey`);
    expect(first.session.getAccessToken().payload['device_key']).toBe(key);

    const client = identityJs(aws, storage);
    const user = client.user('ada');
    const { session } = await signIn(user, password);
    expect(session.getAccessToken().payload['device_key']).toBe(key);
    expect((await client.refresh(user, session)).isValid()).toBe(true);
    expect(await promiseOf(user.getDevice.bind(user))).toMatchObject({ Device: { DeviceKey: key } });
  });

  it('signs in again and again with random device passwords and salts', async () => {
    const { password } = aws.user('ada');
    for (let time = 0; time < (process.env['LONG'] ? 30 : 3); time += 1) {
      const storage = emptyStorage();
      await signIn(identityJs(aws, storage).user('ada'), password);
      const { session } = await signIn(identityJs(aws, storage).user('ada'), password);
      expect(session.isValid()).toBe(true);
    }
  }, 120_000);

  it('is asked for a TOTP code at the first sign-in only, on the same device', async () => {
    const { password, totpSecret = '' } = aws.user('grace');
    const code = () => totpCode(totpSecret);
    const storage = emptyStorage();
    expect((await signIn(identityJs(aws, storage).user('grace'), password, code)).challenges).toEqual([
      'totp',
    ]);
    expect((await signIn(identityJs(aws, storage).user('grace'), password, code)).challenges).toEqual([]);
  });

  it('forgets its device and then signs in with a new device key', async () => {
    const storage = emptyStorage();
    const { password } = aws.user('ada');
    const user = identityJs(aws, storage).user('ada');
    const first = await signIn(user, password);
    expect(await promiseOf<string>(user.forgetDevice.bind(user))).toBe('SUCCESS');
    const again = await signIn(identityJs(aws, storage).user('ada'), password);
    const keyOf = ({ session }: SignInResult) => session.getAccessToken().payload['device_key'] as string;
    expect(keyOf(again)).not.toBe(keyOf(first));
  });

  it.each(['a new client', 'the same client'])(
    'signs in after another client forgot its device, with %s',
    async (which) => {
      const storage = emptyStorage();
      const { password } = aws.user('ada');
      const user = identityJs(aws, storage).user('ada');
      const { session } = await signIn(user, password);
      const AccessToken = session.getAccessToken().getJwtToken();
      const DeviceKey = session.getAccessToken().payload['device_key'] as string;
      await userPoolClient(aws).send(new ForgetDeviceCommand({ AccessToken, DeviceKey }));
      const next = which === 'the same client' ? user : identityJs(aws, storage).user('ada');
      const again = await signIn(next, password);
      expect(again.session.getAccessToken().payload['device_key']).not.toBe(DeviceKey);
    },
  );

  it('is refused with a wrong device password', async () => {
    const storage = emptyStorage();
    const { password } = aws.user('ada');
    await signIn(identityJs(aws, storage).user('ada'), password);
    storage.setItem(
      `CognitoIdentityServiceProvider.${aws.config.clientId}.ada.randomPasswordKey`,
      'another password',
    );
    await expect(signIn(identityJs(aws, storage).user('ada'), password)).rejects.toMatchObject({
      name: 'NotAuthorizedException',
    });
  });
});

describe('amazon-cognito-identity-js in a pool that remembers devices by user choice', () => {
  const aws = localAwsForTests(devices('OPT_IN'));

  it('is asked for the user’s decision, remembers the device and stops remembering it', async () => {
    const storage = emptyStorage();
    const user = identityJs(aws, storage).user('ada');
    const { userConfirmationNecessary } = await signIn(user, aws.user('ada').password);
    expect(userConfirmationNecessary).toBe(true);
    const list = () =>
      promiseOf<{ Devices: unknown[] }>((callbacks) => user.listDevices(10, null, callbacks));
    expect((await list()).Devices).toHaveLength(0);
    await promiseOf(user.setDeviceStatusRemembered.bind(user));
    expect((await list()).Devices).toHaveLength(1);
    await promiseOf(user.setDeviceStatusNotRemembered.bind(user));
    expect((await list()).Devices).toHaveLength(0);
  });
});

describe('cognito-srp-helper and the AWS SDK', () => {
  const aws = localAwsForTests(devices('ALWAYS'));

  it('confirm a device, prove it, list it and forget it', async () => {
    const client = userPoolClient(aws);
    const { clientId: ClientId, userPoolId } = aws.config;
    const { password } = aws.user('ada');

    const passwordStep = async (device: Record<string, string> = {}) => {
      const session = createSrpSession('ada', password, userPoolId, false);
      const initiated = await client.send(
        new InitiateAuthCommand(
          wrapInitiateAuth(session, {
            ClientId,
            AuthFlow: 'USER_SRP_AUTH',
            AuthParameters: { USERNAME: 'ada', CHALLENGE_NAME: 'SRP_A', SECRET_HASH: '', ...device },
          }) as never,
        ),
      );
      const signed = signSrpSession(session, initiated as never);
      return client.send(
        new RespondToAuthChallengeCommand(
          wrapAuthChallenge(signed, {
            ClientId,
            ChallengeName: 'PASSWORD_VERIFIER',
            ChallengeResponses: { USERNAME: 'ada', ...device },
          }) as never,
        ),
      );
    };

    const { AuthenticationResult } = await passwordStep();
    const AccessToken = AuthenticationResult?.AccessToken ?? '';
    const { DeviceKey = '', DeviceGroupKey = '' } = AuthenticationResult?.NewDeviceMetadata ?? {};
    const { DeviceSecretVerifierConfig, DeviceRandomPassword } = createDeviceVerifier(
      DeviceKey,
      DeviceGroupKey,
    );
    const confirmed = await client.send(
      new ConfirmDeviceCommand({ AccessToken, DeviceKey, DeviceSecretVerifierConfig, DeviceName: 'helper' }),
    );
    expect(confirmed.UserConfirmationNecessary).toBe(false);

    const challengeReply = await passwordStep({ DEVICE_KEY: DeviceKey });
    expect(challengeReply.ChallengeName).toBe('DEVICE_SRP_AUTH');
    const session = createSrpSession('ada', password, userPoolId, false);
    const challenge = await client.send(
      new RespondToAuthChallengeCommand({
        ClientId,
        ChallengeName: 'DEVICE_SRP_AUTH',
        ChallengeResponses: { USERNAME: 'ada', DEVICE_KEY: DeviceKey, SRP_A: session.largeA },
        Session: challengeReply.Session,
      }),
    );
    const signed = signSrpSessionWithDevice(
      session,
      challenge as never,
      DeviceGroupKey,
      DeviceRandomPassword,
    );
    const done = await client.send(
      new RespondToAuthChallengeCommand(
        wrapAuthChallenge(signed, {
          ClientId,
          ChallengeName: 'DEVICE_PASSWORD_VERIFIER',
          ChallengeResponses: { USERNAME: 'ada', DEVICE_KEY: DeviceKey },
          Session: challenge.Session,
        }) as never,
      ),
    );
    expect(done.AuthenticationResult?.AccessToken).toBeDefined();
    expect(done.AuthenticationResult?.NewDeviceMetadata).toBeUndefined();

    const { Device } = await client.send(new GetDeviceCommand({ AccessToken, DeviceKey }));
    expect(Device?.DeviceKey).toBe(DeviceKey);
    expect(Device?.DeviceCreateDate?.getTime()).toBeGreaterThan(Date.now() - 60_000);
    expect(Device?.DeviceAttributes).toContainEqual({ Name: 'device_name', Value: 'helper' });
    expect((await client.send(new ListDevicesCommand({ AccessToken, Limit: 10 }))).Devices).toHaveLength(1);
    await client.send(
      new UpdateDeviceStatusCommand({ AccessToken, DeviceKey, DeviceRememberedStatus: 'not_remembered' }),
    );
    expect((await client.send(new ListDevicesCommand({ AccessToken }))).Devices).toHaveLength(0);
    await client.send(new ForgetDeviceCommand({ AccessToken, DeviceKey }));
    await expect(client.send(new GetDeviceCommand({ AccessToken, DeviceKey }))).rejects.toMatchObject({
      name: 'ResourceNotFoundException',
      message: 'Device does not exist.',
    });
  });
});
