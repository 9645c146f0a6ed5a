/** Passkeys in Node, with an authenticator emulator of a third party. */
import {
  AuthenticatorEmulator,
  type AuthenticatorParameters,
  PasskeysCredentialsMemoryRepository,
  type PublicKeyCredentialCreationOptionsJSON,
  type PublicKeyCredentialRequestOptionsJSON,
  WebAuthnEmulator,
} from 'nid-webauthn-emulator';
import type { Passkeys } from '../../src/lib/platform.ts';

const ORIGIN = 'http://localhost:5173';

/** Creates an authenticator without passkeys. */
export const createAuthenticator = (parameters: Partial<AuthenticatorParameters> = {}): WebAuthnEmulator =>
  new WebAuthnEmulator(
    new AuthenticatorEmulator({
      credentialsRepository: new PasskeysCredentialsMemoryRepository(),
      ...parameters,
    }),
  );

/** Creates the passkey functions of a browser that parses JSON options and whose credentials have `toJSON`. */
export function emulatedPasskeys(authenticator = createAuthenticator()): Passkeys {
  const asJson = (options: unknown) => options as never;
  return {
    PublicKey: { parseRequestOptionsFromJSON: asJson, parseCreationOptionsFromJSON: asJson },
    container: {
      async get(options) {
        const publicKey = options?.publicKey as unknown as PublicKeyCredentialRequestOptionsJSON;
        const json = authenticator.getJSON(ORIGIN, publicKey);
        return { ...json, toJSON: () => json } as unknown as Credential;
      },
      async create(options) {
        const publicKey = options?.publicKey as unknown as PublicKeyCredentialCreationOptionsJSON;
        const json = authenticator.createJSON(ORIGIN, publicKey);
        return { ...json, toJSON: () => json } as unknown as Credential;
      },
    },
  };
}

/** Creates the passkey functions of a browser before `parseRequestOptionsFromJSON` and `toJSON`: bytes only. */
export function emulatedPasskeysWithoutJson(authenticator = createAuthenticator()): Passkeys {
  type Plain = Pick<PublicKeyCredential, 'id' | 'rawId' | 'type' | 'response'> &
    Partial<Pick<PublicKeyCredential, 'authenticatorAttachment'>>;
  const withoutJson = ({ id, rawId, type, response, authenticatorAttachment = null }: Plain) => ({
    id,
    rawId,
    type,
    response,
    authenticatorAttachment,
    getClientExtensionResults: () => ({}),
  });
  return {
    PublicKey: {},
    container: {
      get: async (options) => withoutJson(authenticator.get(ORIGIN, options as never)),
      create: async (options) => withoutJson(authenticator.create(ORIGIN, options as never)),
    },
  };
}

/** Wraps passkeys so that each sign-in ceremony is pending until the test settles it, as in a browser. */
export function pendingPasskeys(passkeys: Passkeys) {
  const requested: CredentialRequestOptions[] = [];
  const ceremonies: { resolve: () => Promise<void>; reject: (error: Error) => void }[] = [];
  const container: Passkeys['container'] = {
    ...passkeys.container!,
    get: (options) =>
      new Promise((resolve, reject) => {
        requested.push(options!);
        ceremonies.push({
          resolve: async () => resolve(await passkeys.container!.get(options)),
          reject,
        });
        options?.signal?.addEventListener('abort', () => reject(options.signal!.reason as Error));
      }),
  };
  const PublicKey = { ...passkeys.PublicKey, isConditionalMediationAvailable: async () => true };
  return { requested, ceremonies, passkeys: { container, PublicKey } satisfies Passkeys };
}

/** Creates passkeys whose ceremonies all fail with that error. */
export function failingPasskeys(error: Error): Passkeys {
  const fail = async () => {
    throw error;
  };
  return { ...emulatedPasskeys(), container: { get: fail, create: fail } };
}
