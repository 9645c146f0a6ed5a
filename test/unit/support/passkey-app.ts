/** A test app whose pool allows every first factor and MFA method, with a browser that has a passkey. */
import type { LocalAwsOptions } from 'cognito-kit-local';
import { onTestFinished } from 'vitest';
import { registerPasskey, type CognitoConfig } from '../../../src/index.ts';
import { emulatedPasskeys } from '../../support/passkeys.ts';
import { ada, createTestApp, grace } from './test-app.tsx';

export const joan = {
  username: 'joan',
  email: 'joan@example.com',
  phone: '+15555550124',
  password: 'Bombe-machine-7',
  mfa: ['EMAIL_OTP', 'SMS_MFA'] as const,
};

export const allFactors = {
  users: [ada, grace, joan],
  pool: {
    mfa: 'OPTIONAL',
    mfaMethods: ['SOFTWARE_TOKEN_MFA', 'EMAIL_OTP', 'SMS_MFA'],
    firstFactors: ['PASSWORD', 'WEB_AUTHN', 'EMAIL_OTP', 'SMS_OTP'],
    webAuthn: { relyingPartyId: 'localhost', userVerification: 'preferred', factor: 'SINGLE_FACTOR' },
    compromisedPasswords: 'BLOCK',
  },
  client: {
    authFlows: ['USER_SRP_AUTH', 'USER_PASSWORD_AUTH', 'CUSTOM_AUTH', 'USER_AUTH', 'REFRESH_TOKEN_AUTH'],
  },
} satisfies LocalAwsOptions;

/** An error with the name of a DOMException. jsdom's own DOMException is no Error of this realm. */
const errorNamed = (name: string) => Object.assign(new Error(name), { name });

/** Passkeys of a browser. After `refuse()`, the user closes the browser's next passkey dialog. */
export function createBrowserPasskeys({ conditional = false } = {}) {
  const passkeys = emulatedPasskeys();
  const { container } = passkeys;
  let refused = false;
  /** The `mediation` of each request for a passkey. */
  const mediations: (CredentialMediationRequirement | undefined)[] = [];
  return {
    mediations,
    refuse: () => {
      refused = true;
    },
    config: {
      passkeys: {
        PublicKey: {
          ...passkeys.PublicKey,
          ...(conditional && { isConditionalMediationAvailable: async () => true }),
        },
        container: {
          create: async (options) => container?.create(options) ?? null,
          async get(options) {
            mediations.push(options?.mediation);
            // The user picks nothing from the autofill list, so the request waits until it is aborted.
            if (options?.mediation === 'conditional')
              return new Promise((_, reject) => {
                options.signal?.addEventListener('abort', () => reject(errorNamed('AbortError')));
              });
            if (!refused) return container?.get(options) ?? null;
            refused = false;
            throw errorNamed('NotAllowedError');
          },
        },
      },
    } satisfies Partial<CognitoConfig>,
  };
}

/** A test app in which Ada has a passkey and no user is signed in. */
export async function createPasskeyApp(config: Partial<CognitoConfig> = {}, options = {}) {
  const browser = createBrowserPasskeys(options);
  const testApp = await createTestApp({
    aws: allFactors,
    config: { authFlow: 'USER_AUTH', ...browser.config, ...config },
  });
  await testApp.signIn(ada);
  await registerPasskey(testApp.cognito);
  await testApp.cognito.signOut();
  testApp.sent.length = 0;
  onTestFinished(() => void (browser.mediations.length = 0));
  return { ...testApp, browser };
}
