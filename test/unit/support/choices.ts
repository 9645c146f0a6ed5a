/** A pool that lets people in by everything, and a browser with a passkey. */
import type { LocalAwsOptions } from 'cognito-kit-local';
import { onTestFinished } from 'vitest';
import { registerPasskey, type CognitoConfig } from '../../../src/index.ts';
import { emulatedPasskeys } from '../../support/passkeys.ts';
import { ada, createStage, grace } from './stage.tsx';

export const joan = {
  username: 'joan',
  email: 'joan@example.com',
  phone: '+15555550124',
  password: 'Bombe-machine-7',
  mfa: ['EMAIL_OTP', 'SMS_MFA'] as const,
};

export const everything = {
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

/** As a browser names it; jsdom's own DOMException is no Error of this realm. */
const named = (name: string) => Object.assign(new Error(name), { name });

/** With `refuse`, the person closes the browser's dialog next time. */
export function createBrowserPasskeys({ conditional = false } = {}) {
  const passkeys = emulatedPasskeys();
  const { container } = passkeys;
  let refused = false;
  const asked: (CredentialMediationRequirement | undefined)[] = [];
  return {
    asked,
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
            asked.push(options?.mediation);
            // In the list of the autofill nobody picks it, until the request is given up.
            if (options?.mediation === 'conditional')
              return new Promise((_, reject) => {
                options.signal?.addEventListener('abort', () => reject(named('AbortError')));
              });
            if (!refused) return container?.get(options) ?? null;
            refused = false;
            throw named('NotAllowedError');
          },
        },
      },
    } satisfies Partial<CognitoConfig>,
  };
}

/** Ada has a passkey; nobody is signed in. */
export async function createPasskeyStage(config: Partial<CognitoConfig> = {}, options = {}) {
  const browser = createBrowserPasskeys(options);
  const stage = await createStage({
    aws: everything,
    config: { authFlow: 'USER_AUTH', ...browser.config, ...config },
  });
  await stage.signIn(ada);
  await registerPasskey(stage.cognito);
  await stage.cognito.signOut();
  stage.sent.length = 0;
  onTestFinished(() => void (browser.asked.length = 0));
  return { ...stage, browser };
}
