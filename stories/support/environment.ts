/** What a story plays on: a local AWS in the page, and a client whose requests go there. */
import {
  createCognito,
  createSignInFlow,
  registerPasskey,
  type Cognito,
  type CognitoConfig,
} from 'cognito-kit';
import { createLocalAws, type LocalAws, type LocalAwsOptions, type Snapshot } from 'cognito-kit-local';
import { TOTP } from 'otpauth';
import { rsaKey } from '../../test/support/rsa-keys.ts';
import { cast, joan, mary, radia } from './users.ts';
import { createNetwork, type Network } from './network.ts';
import { createAuthenticator, type Authenticator } from './emulated-authenticator.ts';
import { createTurn, type Turn } from './focus-lock.ts';

export * from './users.ts';

/** A story's own, as its `parameters.stage`. What is given takes the place of what is here. */
export interface StageOptions {
  aws?: LocalAwsOptions;
  config?: Partial<CognitoConfig>;
  /** Gives this person a passkey that this browser has. */
  passkeyOf?: { username: string; password: string } | undefined;
}

export interface Stage {
  aws: LocalAws;
  cognito: Cognito;
  network: Network;
  authenticator: Authenticator;
  turn: Turn;
}

type User = NonNullable<Snapshot['state']['userPools']['pools'][string]>['users'][string];

/** What no config can say of a person. */
const afterwards: Readonly<Record<string, (user: User) => void>> = {
  [joan.username]: ({ mfa }) => void delete mfa.preferred,
  [radia.username]: (user) => void (user.status = 'RESET_REQUIRED'),
  [mary.username]: ({ attributes }) => void delete attributes['email'],
};

async function settled(aws: LocalAws): Promise<Snapshot> {
  const snapshot = await aws.snapshot();
  for (const { users } of Object.values(snapshot.state.userPools.pools))
    for (const [username, change] of Object.entries(afterwards)) if (users[username]) change(users[username]);
  return snapshot;
}

const pool = (): LocalAwsOptions['pool'] => ({
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

/** The cast as most stories have it. Eleven passwords' verifiers take their time; each story begins with a copy. */
let usual: Promise<Snapshot> | undefined;

export async function createStage({ aws: given, config, passkeyOf }: StageOptions = {}): Promise<{
  stage: Stage;
}> {
  const setup = { users: cast, rsaKey, client: { authFlows }, ...given, pool: { ...pool(), ...given?.pool } };
  const snapshot = await (given
    ? settled(createLocalAws(setup))
    : (usual ??= settled(createLocalAws(setup))));
  const aws = createLocalAws({ ...setup, snapshot });
  const network = createNetwork(aws);
  const authenticator = createAuthenticator();
  const { userPoolId, clientId, identityPoolId, endpoint } = aws.config;
  const client = () =>
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
    const earlier = client();
    await createSignInFlow(earlier, { authFlow: 'USER_SRP_AUTH' }).start(passkeyOf);
    await registerPasskey(earlier);
  }
  const cognito = client();
  await cognito.ready();
  return { stage: { aws, cognito, network, authenticator, turn: createTurn() } };
}

export const stageOf = (loaded: Record<string, unknown>): Stage => loaded['stage'] as Stage;

/** What an authenticator app shows now, or at another time. */
export const codeFor = (secret: string, { at = Date.now() }: { at?: number } = {}): string =>
  new TOTP({ secret }).generate({ timestamp: at });

/** A code that is surely not the right one. */
export const wrong = (code: string): string =>
  code.replace(/[0-9]/g, (digit) => String((Number(digit) + 1) % 10));
