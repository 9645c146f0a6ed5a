/**
 * AWS credentials of whoever is here, as a provider for clients of the AWS SDK: one stable function, always current,
 * one exchange for all callers. https://docs.aws.amazon.com/cognito/latest/developerguide/getting-credentials.html
 */
import { CognitoError, isCognitoError, type CognitoErrorKind } from '../errors.ts';
import { createSingleFlight } from '../lib/single-flight.ts';
import type { CognitoErrorCode } from '../protocol/error-codes.ts';
import type { StoredIdentity } from '../storage/stored-identity.ts';
import { exchange } from './exchange.ts';
import type { IdentityPoolHost } from './identity-pool.ts';
import { createIdentity, type Identity } from './identity.ts';

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

/** Milliseconds before the keys run out at which new ones are asked for: long enough to sign and send with them. */
const MARGIN = 5 * 60_000;
/** How long an identity pool's keys are good for. */
const LIFETIME = 3_600_000;
/** No role session is longer; keys that seem so tell of a device's clock. */
const LONGEST = 12 * LIFETIME;
/** Answers to an identity id that is gone, disabled or another login's. */
const dead = /^(NotAuthorized|Resource(Conflict|NotFound))Exception$/;

const none = (kind: CognitoErrorKind, code: CognitoErrorCode, why: string, cause?: unknown) =>
  new CognitoError({ kind, code, cause, message: `No AWS credentials: ${why}.` });

export function createCredentials(host: IdentityPoolHost): {
  identity: Identity;
  provide: (options?: { forceRefresh?: boolean }) => Promise<AwsCredentials>;
} {
  const { config, store, browser, locked, getTokens } = host;
  const { identityPoolId, customRoleArn, login } = config;
  if (identityPoolId === undefined)
    return {
      identity: createIdentity('unconfigured'),
      async provide() {
        throw none('config', 'ConfigInvalid', 'no identity pool. Give createCognito an identityPoolId');
      },
    };

  const identity = createIdentity(store.getSession().status);
  const flight = createSingleFlight<AwsCredentials>();
  let epochId = store.epochId();
  let held: AwsCredentials | undefined;

  const isGood = (expiration: number) => expiration - store.clock.now() > MARGIN;

  /** The keys that another tab got or a reload left, or else new ones. */
  const renew = async (of: string, signal: AbortSignal, forced: boolean) => {
    const user = await store.sync();
    const stored = user ? user.identity : (await browser.read()).guest;
    signal.throwIfAborted();
    const ours =
      stored?.identityPoolId === identityPoolId && stored?.roleArn === customRoleArn ? stored : undefined;
    const left = ours?.keys;
    if (ours && left && isGood(left.expiration) && !(forced && left.accessKeyId === held?.accessKeyId))
      return { identityId: ours.identityId, keys: left };

    // A renewal goes unseen: what was shown still holds.
    if (!identity.getSnapshot().identityId) identity.show({ status: 'loading' });
    const save = async (next?: StoredIdentity) => {
      signal.throwIfAborted();
      await (user
        ? store.update(of, (was) => ({ ...was, identity: next }))
        : browser.update({ guest: next }));
    };
    const ask = async (identityId?: string, refresh = false) => {
      const tokens = user && (await getTokens({ refresh }));
      // Another person's token must never go out with this one's identity.
      signal.throwIfAborted();
      return exchange(host, identityId, tokens && { [login]: tokens.idToken }, signal);
    };
    const got = await ask(ours?.identityId).catch(async (error: unknown) => {
      // An identity remembered from before may be gone by now, and an ID token may have run out though this device's
      // clock says otherwise: once more with new ones, then it is an error.
      const refused = !!user && isCognitoError(error, 'NotAuthorizedException');
      if (!refused && !(ours && isCognitoError(error) && dead.test(error.code))) throw error;
      await save();
      return ask(undefined, refused);
    });
    const { accessKeyId, secretAccessKey, sessionToken = '', identityId } = got;
    const now = store.clock.now();
    const expiration = got.expiration?.getTime() ?? now + LIFETIME;
    // Keys that have just arrived and seem to have run out, or to last for days: it is the device's clock.
    if (expiration <= now || expiration - now > LONGEST) store.clock.measure(expiration - LIFETIME);
    const keys = { accessKeyId, secretAccessKey, sessionToken, expiration };
    await save({ identityPoolId, roleArn: customRoleArn, identityId, keys });
    return { identityId, keys };
  };

  store.subscribe(() => {
    if (epochId === store.epochId()) return;
    // What was known of another epoch's identity is gone.
    epochId = store.epochId();
    held = undefined;
    identity.show({ status: store.getSession().status });
  });

  const provide = async ({ forceRefresh = false } = {}): Promise<AwsCredentials> => {
    const user = await store.sync();
    if (!user && !config.guest)
      throw none('session', 'NotSignedIn', 'nobody is signed in. Sign in, or let guests in with guest: true');
    if (held && !forceRefresh && isGood(held.expiration.getTime())) return held;
    const of = epochId;
    const signal = store.epochSignal();
    const name = user ? `${of}.identity` : `${config.clientId}.guest`;
    return flight(of, async () => {
      try {
        const { identityId, keys } = await locked(name, () => renew(of, signal, forceRefresh));
        signal.throwIfAborted();
        const expiration = new Date(keys.expiration);
        held = { ...keys, expiration, identityId };
        identity.show({ status: store.getSession().status, identityId, expiration });
        return held;
      } catch (cause) {
        const error = isCognitoError(cause)
          ? cause
          : none('server', 'InvalidResponse', 'the exchange failed, see `cause`. Try again', cause);
        if (!signal.aborted) identity.show({ status: 'error', error });
        throw error;
      }
    });
  };
  return { identity, provide };
}
