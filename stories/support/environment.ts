/** The environment of a story: a local AWS in the page, and a client that sends its requests there. */
import {
  createCognito,
  createSignInFlow,
  registerPasskey,
  type Cognito,
  type CognitoConfig,
} from 'cognito-kit';
import { createLocalAws, type LocalAws, type LocalAwsOptions, type Snapshot } from 'cognito-kit-local';
import { TOTP } from 'otpauth';
import { rsaKey } from '../../test/support/signing-keys.ts';
import { createAuthenticator, type EmulatedAuthenticator } from './emulated-authenticator.ts';
import { createFocusLock, type FocusLock } from './focus-lock.ts';
import { createNetwork, type Network } from './network.ts';
import { joan, mary, radia, users } from './users.ts';

export * from './users.ts';

/** A story's `parameters.environment`. Each option replaces the default. */
export interface EnvironmentOptions {
  aws?: LocalAwsOptions;
  config?: Partial<CognitoConfig>;
  /** Registers a passkey for this user in the emulated authenticator. */
  passkeyOf?: { username: string; password: string } | undefined;
}

export interface Environment {
  aws: LocalAws;
  cognito: Cognito;
  network: Network;
  authenticator: EmulatedAuthenticator;
  focusLock: FocusLock;
}

type User = NonNullable<Snapshot['state']['userPools']['pools'][string]>['users'][string];

/** Changes of users for which the local AWS has no option. */
const userChanges: Readonly<Record<string, (user: User) => void>> = {
  [joan.username]: ({ mfa }) => void delete mfa.preferred,
  [radia.username]: (user) => void (user.status = 'RESET_REQUIRED'),
  [mary.username]: ({ attributes }) => void delete attributes['email'],
};

async function changedSnapshot(aws: LocalAws): Promise<Snapshot> {
  const snapshot = await aws.snapshot();
  for (const pool of Object.values(snapshot.state.userPools.pools))
    for (const [username, change] of Object.entries(userChanges))
      if (pool.users[username]) change(pool.users[username]);
  return snapshot;
}

const poolOptions = (): LocalAwsOptions['pool'] => ({
  mfa: 'OPTIONAL',
  mfaMethods: ['SOFTWARE_TOKEN_MFA', 'EMAIL_OTP', 'SMS_MFA'],
  firstFactors: ['PASSWORD', 'WEB_AUTHN', 'EMAIL_OTP', 'SMS_OTP'],
  webAuthn: { relyingPartyId: location.hostname, userVerification: 'preferred', factor: 'SINGLE_FACTOR' },
  compromisedPasswords: 'BLOCK',
});

const authFlows = [
  'USER_SRP_AUTH',
  'USER_PASSWORD_AUTH',
  'CUSTOM_AUTH',
  'USER_AUTH',
  'REFRESH_TOKEN_AUTH',
] as const;

/** The default users, computed once and copied for each story: eleven SRP verifiers take a while. */
let defaultSnapshot: Promise<Snapshot> | undefined;

export async function createEnvironment({
  aws: awsOptions,
  config,
  passkeyOf,
}: EnvironmentOptions = {}): Promise<{ environment: Environment }> {
  const options = {
    users,
    rsaKey,
    client: { authFlows },
    ...awsOptions,
    pool: { ...poolOptions(), ...awsOptions?.pool },
  };
  const snapshot = await (awsOptions
    ? changedSnapshot(createLocalAws(options))
    : (defaultSnapshot ??= changedSnapshot(createLocalAws(options))));
  const aws = createLocalAws({ ...options, snapshot });
  const network = createNetwork(aws);
  const authenticator = createAuthenticator();
  const { userPoolId, clientId, identityPoolId, endpoint } = aws.config;
  const createClient = () =>
    createCognito({
      userPoolId,
      clientId,
      identityPoolId,
      endpoint,
      storage: 'memory',
      locks: undefined,
      allowLoopback: true,
      fetch: network.fetch,
      passkeys: authenticator,
      ...config,
    });
  if (passkeyOf) {
    const earlierClient = createClient();
    await createSignInFlow(earlierClient, { authFlow: 'USER_SRP_AUTH' }).start(passkeyOf);
    await registerPasskey(earlierClient);
  }
  const cognito = createClient();
  await cognito.ready();
  return { environment: { aws, cognito, network, authenticator, focusLock: createFocusLock() } };
}

export const environmentOf = (loaded: Record<string, unknown>): Environment =>
  loaded['environment'] as Environment;

/** Returns the code that an authenticator app shows at a time in milliseconds. Default: now. */
export const codeFor = (secret: string, { timestamp = Date.now() }: { timestamp?: number } = {}): string =>
  new TOTP({ secret }).generate({ timestamp });

/** Returns a code in which each digit differs from the right one. */
export const wrong = (code: string): string =>
  code.replace(/[0-9]/g, (digit) => String((Number(digit) + 1) % 10));
