/**
 * AWS credentials of whoever is here, as a provider for clients of the AWS SDK: one stable function, always current,
 * one exchange for all callers. https://docs.aws.amazon.com/cognito/latest/developerguide/getting-credentials.html
 */
import { isCognitoError, notSignedIn } from '../errors.ts';
import { createSingleFlight } from '../lib/single-flight.ts';
import { warm } from './exchange.ts';
import type { IdentityPoolHost, LoginsProvider } from './identity-pool-host.ts';
import type { ShownIdentity } from './identity.ts';
import { issue, type Kept } from './issue-credentials.ts';
import { createKeeper, noCredentials, type Whose } from './identity-cache.ts';

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
/** Kinds of errors that say nothing about the keys at hand. */
const passing = /^(network|timeout|server|throttled)$/;

export type Credentials = ReturnType<typeof createCredentials>;

export function createCredentials(host: IdentityPoolHost, identity: ShownIdentity) {
  const { store, locked } = host;
  const { clock } = store;
  const keeper = createKeeper(host);
  const flight = createSingleFlight<AwsCredentials>();
  if (!host.credentialsProvider && host.config.identityPoolId) warm();

  const lasts = ({ keys }: Whose, milliseconds: number) =>
    keys !== undefined && keys.expiration - clock.now() > milliseconds;

  store.onAuthStateEnd(() => keeper.clear());

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
      return issue(host, { keeper, identity, whose: now, linkGuest });
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
    provide,
    setLogins: async (logins?: LoginsProvider) => {
      await keeper.setLogins(logins);
      identity.show({ status: keeper.status() });
    },
  };
}
