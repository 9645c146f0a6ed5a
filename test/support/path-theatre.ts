/** A theatre with a device memory and an authenticator that nobody here wrote. */
import type { LocalAwsOptions } from 'cognito-kit-local';
import {
  AuthenticatorEmulator,
  PasskeysCredentialsMemoryRepository,
  type PublicKeyCredentialCreationOptionsJSON,
  type PublicKeyCredentialRequestOptionsJSON,
  WebAuthnEmulator,
} from 'nid-webauthn-emulator';
import type { FlowHost } from '../../src/sign-in/flows/flow.ts';
import type { Passkeys } from '../../src/lib/platform.ts';
import type { StoredDevice } from '../../src/protocol/stored-device.ts';
import { registerPasskey } from '../../src/account/passkeys.ts';
import type { Tokens } from '../../src/protocol/tokens.ts';
import { setMfaPreference } from '../../src/account/mfa.ts';
import type { UserPool } from '../../src/transport/user-pool.ts';
import { sendAdmin, signAdmin } from '../local/user-pool/admin-client.ts';
import { drive, type Person, type Stage } from './driver.ts';
import { createTheatre } from './theatre.ts';

const ORIGIN = 'http://localhost:5173';

/** As a browser's: it parses JSON and gives credentials that write themselves. */
export function emulatedPasskeys(
  browser = new WebAuthnEmulator(
    new AuthenticatorEmulator({ credentialsRepository: new PasskeysCredentialsMemoryRepository() }),
  ),
): Passkeys {
  const keep = (options: unknown) => options as never;
  return {
    PublicKey: { parseRequestOptionsFromJSON: keep, parseCreationOptionsFromJSON: keep },
    container: {
      async get(options) {
        const publicKey = options?.publicKey as unknown as PublicKeyCredentialRequestOptionsJSON;
        const json = browser.getJSON(ORIGIN, publicKey);
        return { ...json, toJSON: () => json } as unknown as Credential;
      },
      async create(options) {
        const publicKey = options?.publicKey as unknown as PublicKeyCredentialCreationOptionsJSON;
        const json = browser.createJSON(ORIGIN, publicKey);
        return { ...json, toJSON: () => json } as unknown as Credential;
      },
    },
  };
}

export function createPathTheatre(options: LocalAwsOptions) {
  const theatre = createTheatre(options);
  const { aws, clock } = theatre;

  /** A browser that has never been here, in front of one of the pools. */
  function visit(app: { userPoolId: string; clientId: string }) {
    const platform = { ...theatre.userPool.platform, passkeys: emulatedPasskeys() };
    const userPool: UserPool = { ...theatre.userPool, ...app, platform };
    const tokens: Tokens[] = [];
    const devices = new Map<string, StoredDevice>();
    const host: FlowHost = {
      userPool,
      adoptTokens: async (adopted) => void tokens.push(adopted),
      devices: {
        get: async (username) => devices.get(username),
        async set(username, device) {
          if (device) devices.set(username, device);
          else devices.delete(username);
        },
      },
    };
    const stage: Stage = { aws, clock, host };
    /** By password and whatever else is asked, without a trace in this browser. */
    const signIn = async (person: Person) => {
      const { last } = await drive({ ...stage, host: { ...host, devices: undefined } }, {}, person);
      const { accessToken } = tokens.pop() ?? {};
      if (accessToken === undefined) throw new Error(`${person.username} stays at the step ${last.name}`);
      return accessToken;
    };
    const administer = async (operation: string, input: object) =>
      sendAdmin(theatre, await signAdmin(theatre, operation, { UserPoolId: app.userPoolId, ...input }));
    return {
      ...stage,
      tokens,
      async makePasskey(person: Person) {
        await registerPasskey(userPool, await signIn(person));
      },
      /** Each second factor stays on, and none goes first. */
      async preferNothing(person: Person) {
        const preference = { totp: 'enabled', emailCode: 'enabled', smsCode: 'enabled' } as const;
        await setMfaPreference(userPool, await signIn(person), preference);
      },
      async askForReset(Username: string) {
        await administer('AdminResetUserPassword', { Username });
      },
      /** So that there is nowhere to send a code to. */
      async dropAddress(Username: string) {
        await administer('AdminDeleteUserAttributes', { Username, UserAttributeNames: ['email'] });
      },
    };
  }
  return { visit };
}
