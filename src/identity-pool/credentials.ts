/**
 * AWS credentials of whoever is here, as a provider for clients of the AWS SDK: one stable function, always current,
 * one exchange for all callers. https://docs.aws.amazon.com/cognito/latest/developerguide/getting-credentials.html
 */
import { isCognitoError, notSignedIn } from '../errors.ts';
import { createSingleFlight } from '../lib/single-flight.ts';
import type { StoredKeys } from '../storage/stored-identity.ts';
import { exchange } from './exchange.ts';
import type { IdentityPoolHost, LoginsProvider } from './identity-pool.ts';
import { createIdentity } from './identity.ts';
import { createKeeper, noCredentials, nobody, type Whose } from './keeper.ts';

export interface AwsCredentials {
  readonly accessKeyId: string;
  readonly secretAccessKey: string;
  readonly sessionToken: string;
  readonly expiration: Date;
  /** A guest's is a secret: whoever knows it can ask for the guest's keys. */
  readonly identityId: string;
}

export interface CredentialsOptions {
  /** Asks for new keys even where those at hand are good. */
  forceRefresh?: boolean | undefined;
  /** A role in place of the pool's choice. Its keys are kept in memory only. See `credentialsForRole`. */
  roleArn?: string | undefined;
  /** See `linkGuest`. */
  linkGuest?: boolean | undefined;
}

/** What AWS SDK clients take as `credentials`. */
export interface AwsCredentialsProvider {
  (options?: CredentialsOptions): Promise<AwsCredentials>;
  /** Keeps the SDK from remembering what it got, which would outlive a switch of user. */
  readonly memoized: true;
}

/** Milliseconds before the keys run out at which new ones are asked for: the SDK's own, long enough to sign and send. */
const MARGIN = 5 * 60_000;
/** How long an identity pool's keys are good for. */
const LIFETIME = 3_600_000;
/** No role session is longer; keys that seem so tell of a device's clock. */
const LONGEST = 12 * LIFETIME;
/** Answers to an identity id that is gone, disabled or another login's. */
const dead = /^(NotAuthorized|Resource(Conflict|NotFound))Exception$/;
/** Kinds of errors that say nothing about the keys at hand. */
const passing = /^(network|timeout|server|throttled)$/;

interface Kept {
  identityId: string;
  keys: StoredKeys;
}

export function createCredentials(host: IdentityPoolHost) {
  const { config, store, locked, getTokens } = host;
  const { clock } = store;
  const keeper = createKeeper(host);
  const identity = createIdentity(config.identityPoolId ? store.getSession().status : 'unconfigured');
  const flight = createSingleFlight<AwsCredentials>();
  let epochId = store.epochId();

  const lasts = ({ keys }: Whose, milliseconds: number) =>
    keys !== undefined && keys.expiration - clock.now() > milliseconds;

  /** Asks for new keys: as the guest of this browser where one is to be linked, else as who is remembered. */
  const issue = async ({ user, others, of, signal, role, identityId: known, keep }: Whose, link: boolean) => {
    const guest = link ? (await keeper.guest())?.identityId : undefined;
    let sent: string | undefined;
    const ask = async (as?: string, refresh = false) => {
      let tokens = user && (await getTokens({ refresh: false }));
      // Unless another tab has renewed it meanwhile, or somebody else's is there by now.
      if (refresh && tokens?.idToken === sent) tokens &&= await getTokens({ refresh });
      sent = tokens?.idToken;
      const more = await others?.({ refresh, signal });
      const logins = { ...more?.logins, ...(tokens && { [config.login]: tokens.idToken }) };
      const named = Object.keys(logins).length > 0;
      // Without any, a service that lets guests in would take somebody for one.
      if (others && !named) throw nobody();
      // Another person's token must never go out with this one's identity.
      signal.throwIfAborted();
      return exchange(host, more?.identityId ?? as, named ? logins : undefined, role, signal);
    };
    let replaced = false;
    const got = await ask(guest ?? known).catch(async (error: unknown) => {
      // An identity remembered from before may be gone by now, and a token may have run out though this device's
      // clock says otherwise: once more with new ones, then it is an error.
      const refused = !!(user ?? others) && isCognitoError(error, 'NotAuthorizedException');
      replaced = !!known && isCognitoError(error) && dead.test(error.code);
      if (guest || !(refused || replaced)) throw error;
      return ask(undefined, refused);
    });
    const { accessKeyId, secretAccessKey, sessionToken = '', identityId } = got;
    const now = clock.now();
    const expiration = got.expiration?.getTime() ?? now + LIFETIME;
    // Keys that have just arrived and seem to have run out, or to last for days: it is the device's clock.
    if (expiration <= now || expiration - now > LONGEST) clock.measure(expiration - LIFETIME);
    const keys = { accessKeyId, secretAccessKey, sessionToken, expiration };
    await keep(identityId, keys);
    if (guest) {
      await keeper.forgetGuest();
      identity.meet(of, identityId, 'linked', guest);
    } else if (replaced) identity.meet(of, identityId, 'replaced');
    return { identityId, keys };
  };

  store.subscribe(() => {
    if (epochId === store.epochId()) return;
    // What was known of another epoch's identity is gone.
    epochId = store.epochId();
    keeper.clear();
    if (config.identityPoolId) identity.show({ status: keeper.status() });
  });

  const provide = async ({ forceRefresh, roleArn, linkGuest = false }: CredentialsOptions = {}) => {
    const before = await keeper.look(roleArn);
    const { of, signal, user, others, name } = before;
    if (linkGuest && !(user ?? others)) throw notSignedIn();
    if (before.identityId) identity.meet(of, before.identityId);

    const give = ({ identityId, keys }: Kept): AwsCredentials => {
      const expiration = new Date(keys.expiration);
      identity.meet(of, identityId);
      if (!roleArn) identity.show({ status: keeper.status(), identityId, expiration });
      return { ...keys, expiration, identityId };
    };
    if (!forceRefresh && !linkGuest && lasts(before, MARGIN)) return give(before as Kept);

    const renew = async () => {
      const now = await keeper.look(roleArn);
      signal.throwIfAborted();
      // Another tab was faster.
      const other = !forceRefresh || now.keys?.accessKeyId !== before.keys?.accessKeyId;
      if (other && !linkGuest && lasts(now, MARGIN)) return now as Kept;
      // A renewal goes unseen: what was shown still holds.
      if (!roleArn && !identity.getSnapshot().identityId) identity.show({ status: 'loading' });
      return issue(now, linkGuest);
    };
    return flight([of, roleArn, linkGuest].join(), async () => {
      try {
        const kept = await locked(name, renew);
        await before.stay();
        return give(kept);
      } catch (cause) {
        await before.stay();
        const error = isCognitoError(cause)
          ? cause
          : noCredentials('server', 'InvalidResponse', 'the exchange failed, see `cause`. Try again', cause);
        // Nothing was decided: the keys at hand are good to their end.
        if (!forceRefresh && !linkGuest && passing.test(error.kind) && lasts(before, 0))
          return give(before as Kept);
        if (!roleArn) identity.show({ status: 'error', error });
        throw error;
      }
    });
  };
  return {
    identity,
    provide,
    async setLogins(logins?: LoginsProvider) {
      await keeper.setLogins(logins);
      if (config.identityPoolId) identity.show({ status: keeper.status() });
    },
  };
}
