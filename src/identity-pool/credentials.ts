/**
 * AWS credentials of whoever is here, as a provider for clients of the AWS SDK: one stable function, always current,
 * one exchange for all callers. https://docs.aws.amazon.com/cognito/latest/developerguide/getting-credentials.html
 */
import { CognitoError, isCognitoError } from '../errors.ts';
import { createSingleFlight } from '../lib/single-flight.ts';
import type { StoredIdentity, StoredKeys } from '../storage/stored-identity.ts';
import { getId } from './identity-id.ts';
import type { IdentityPoolHost, IdentityPoolSettings, Principal } from './identity-pool.ts';
import type { Exchanged } from './provider.ts';

export interface AwsCredentials {
  readonly accessKeyId: string;
  readonly secretAccessKey: string;
  readonly sessionToken: string;
  readonly expiration: Date;
  /** A guest's is a secret: whoever knows it can ask for the guest's keys. */
  readonly identityId: string;
}

/** What AWS SDK clients take as `credentials`. */
export interface AwsCredentialsProvider {
  (options?: { forceRefresh?: boolean }): Promise<AwsCredentials>;
  /** Keeps the SDK from remembering what it got, which would outlive a switch of user. */
  readonly memoized: true;
}

export type Exchange = (
  pool: IdentityPoolSettings,
  identityId: string,
  logins: Readonly<Record<string, string>> | undefined,
  signal: AbortSignal,
) => Promise<Exchanged>;

/** What is happening, for `createIdentity` to show. */
export type ExchangeEvent =
  | { kind: 'begun' }
  | { kind: 'done'; credentials: AwsCredentials }
  | { kind: 'failed'; error: CognitoError };

export interface CredentialsOptions {
  settings: IdentityPoolSettings | undefined;
  host: IdentityPoolHost;
  exchange: Exchange;
  report: (event: ExchangeEvent) => void;
}

/** Milliseconds before the keys run out at which new ones are asked for: long enough to sign and send with them. */
const MARGIN = 5 * 60_000;
/** How long an identity pool's keys are good for. */
const LIFETIME = 3_600_000;
/** No role session is longer; keys that seem so tell of a device's clock. */
const LONGEST = 12 * LIFETIME;
/** Answers to an identity id that is gone, disabled or another login's. */
const dead = new Set<string>([
  'NotAuthorizedException',
  'ResourceConflictException',
  'ResourceNotFoundException',
]);

export function createCredentials(options: CredentialsOptions) {
  const { settings, host, exchange, report } = options;
  const flight = createSingleFlight<AwsCredentials>();
  let held: { epochId: string; credentials: AwsCredentials } | undefined;

  const isGood = (expiration: number) => expiration - host.now() > MARGIN;

  const ask = async (pool: IdentityPoolSettings, principal: Principal, known: string | undefined) => {
    const { signal } = principal;
    const logins = await host.logins(principal);
    // Another person's token must never go out with this one's identity.
    signal.throwIfAborted();
    const fresh = () => getId(host.call, pool.identityPoolId, logins, signal);
    const identityId = known ?? (await fresh());
    try {
      return await exchange(pool, identityId, logins, signal);
    } catch (error) {
      // An identity remembered from before may be gone by now: once more with a new one, then it is an error.
      if (known === undefined || !isCognitoError(error) || !dead.has(error.code)) throw error;
      await host.save(principal, undefined);
      return exchange(pool, await fresh(), logins, signal);
    }
  };

  const renew = async (pool: IdentityPoolSettings, principal: Principal, forced: boolean) => {
    const { signal } = principal;
    const stored = await host.load(principal);
    const ours =
      stored?.identityPoolId === pool.identityPoolId && stored.roleArn === pool.customRoleArn
        ? stored
        : undefined;
    // Another tab's, or from before a reload.
    const keys = ours?.keys;
    const stale = forced && keys?.accessKeyId === held?.credentials.accessKeyId;
    if (ours && keys && !stale && isGood(keys.expiration)) return toCredentials(ours.identityId, keys);

    report({ kind: 'begun' });
    const got = await ask(pool, principal, ours?.identityId);
    signal.throwIfAborted();
    const expiration = got.expiration?.getTime() ?? host.now() + LIFETIME;
    // Keys that have just arrived and seem to have run out, or to last for days: it is the device's clock.
    const left = expiration - host.now();
    if (left <= 0 || left > LONGEST) host.measure(expiration - LIFETIME);
    const { accessKeyId, secretAccessKey, sessionToken = '', identityId } = got;
    const identity: StoredIdentity & { keys: StoredKeys } = {
      identityPoolId: pool.identityPoolId,
      ...(pool.customRoleArn === undefined ? {} : { roleArn: pool.customRoleArn }),
      identityId,
      keys: { accessKeyId, secretAccessKey, sessionToken, expiration },
    };
    await host.save(principal, identity);
    signal.throwIfAborted();
    return toCredentials(identityId, identity.keys);
  };

  const provide = async ({
    forceRefresh = false,
  }: { forceRefresh?: boolean } = {}): Promise<AwsCredentials> => {
    if (!settings) throw unconfigured();
    const principal = await host.principal();
    if (!principal) throw notSignedIn();
    const { epochId } = principal;
    if (held?.epochId !== epochId) held = undefined;
    if (held && !forceRefresh && isGood(held.credentials.expiration.getTime())) return held.credentials;
    return flight(epochId, async () => {
      try {
        const name = principal.kind === 'guest' ? 'guest' : `${epochId}.identity`;
        const credentials = await host.locked(name, () => renew(settings, principal, forceRefresh));
        if (host.epochId() === epochId) {
          held = { epochId, credentials };
          report({ kind: 'done', credentials });
        }
        return credentials;
      } catch (cause) {
        const error = isCognitoError(cause) ? cause : failed(cause);
        if (host.epochId() === epochId) report({ kind: 'failed', error });
        throw error;
      }
    });
  };
  return provide;
}

const toCredentials = (identityId: string, keys: StoredKeys): AwsCredentials => ({
  accessKeyId: keys.accessKeyId,
  secretAccessKey: keys.secretAccessKey,
  sessionToken: keys.sessionToken,
  expiration: new Date(keys.expiration),
  identityId,
});

const failed = (cause: unknown) =>
  new CognitoError({
    kind: 'server',
    code: 'InvalidResponse',
    cause,
    message:
      'The exchange for AWS credentials did not come to an answer that can be used, so there are none; the session is ' +
      'kept. See the cause: a module that could not be loaded, or a credentialsProvider of the app’s own. Try again.',
  });

const unconfigured = () =>
  new CognitoError({
    kind: 'config',
    code: 'ConfigInvalid',
    message:
      'AWS credentials were asked for, but no identity pool is configured to get them from. ' +
      'Give createCognito an identityPoolId.',
  });

const notSignedIn = () =>
  new CognitoError({
    kind: 'session',
    code: 'NotSignedIn',
    message:
      'AWS credentials were asked for, but nobody is signed in and guests get none. ' +
      'Ask after the sign-in, or set guest: true if the identity pool lets guests in.',
  });
