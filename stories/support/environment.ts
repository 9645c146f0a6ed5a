/** The environment of a story: a local AWS in the page, and a client that sends its requests there. */
import {
  createCognito,
  createSignInFlow,
  registerPasskey,
  type Cognito,
  type CognitoConfig,
} from 'cognito-kit';
import { createLocalAws, type LocalAws, type LocalAwsOptions, type Snapshot } from 'cognito-kit-local';
import { everyFactor, everyFlow, webAuthn } from '../../test/support/pool-options.ts';
import { rsaKey } from '../../test/support/signing-keys.ts';
import { createPageAuthenticator, type PageAuthenticator } from '../../test/support/page-authenticator.ts';
import { createFocusLock, type FocusLock } from './focus-lock.ts';
import { createNetwork, type Network } from './network.ts';
import { joan, mary, radia, users } from '../../test/support/users.ts';

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
  authenticator: PageAuthenticator;
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
  ...everyFactor,
  webAuthn: { ...webAuthn, relyingPartyId: location.hostname },
  compromisedPasswords: 'BLOCK',
});

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
    client: everyFlow,
    ...awsOptions,
    pool: { ...poolOptions(), ...awsOptions?.pool },
  };
  const snapshot = await (awsOptions
    ? changedSnapshot(createLocalAws(options))
    : (defaultSnapshot ??= changedSnapshot(createLocalAws(options))));
  const aws = createLocalAws({ ...options, snapshot });
  const network = createNetwork(aws);
  const authenticator = createPageAuthenticator();
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
