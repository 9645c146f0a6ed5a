/** A test app whose pool allows every first factor and MFA method, with a browser that has a passkey. */
import type { LocalAwsOptions } from 'cognito-kit-local';
import { onTestFinished } from 'vitest';
import { registerPasskey, type CognitoConfig } from '../../src/index.ts';
import { createPageAuthenticator } from './page-authenticator.ts';
import { everyFactor, everyFlow } from './pool-options.ts';
import { createTestApp } from './test-app.tsx';
import { ada, grace, joan } from './users.ts';

/** A pool with every feature, and users with different second factors. */
export const allFactors = {
  users: [ada, grace, { ...joan, totp: false, mfa: ['EMAIL_OTP', 'SMS_MFA'] }],
  pool: { ...everyFactor, compromisedPasswords: 'BLOCK' },
  client: everyFlow,
} satisfies LocalAwsOptions;

/** A test app in which Ada has a passkey and no user is signed in. */
export async function createPasskeyApp(config: Partial<CognitoConfig> = {}, options = {}) {
  const passkeys = createPageAuthenticator({ conditional: false, ...options });
  const testApp = await createTestApp({
    aws: allFactors,
    config: { authFlow: 'USER_AUTH', passkeys, ...config },
  });
  await testApp.signIn(ada);
  await registerPasskey(testApp.cognito);
  await testApp.cognito.signOut();
  testApp.forgetRequests();
  onTestFinished(() => void (passkeys.mediations.length = 0));
  return { ...testApp, passkeys };
}
