/** The model's local AWS, created once and reset for each run, and its state, which is the truth for every rule. */
import { createHash } from 'node:crypto';
import { createLocalAwsParts, type LocalAws } from '../../../local/src/local-aws/local-aws.ts';
import type { Snapshot } from '../../../local/src/state/snapshot.ts';
import { rsaKey } from '../../support/signing-keys.ts';
import { createRandom } from './random.ts';

export const usernames = ['ada', 'bea'] as const;
export type Username = (typeof usernames)[number];

/** The refresh token rotation: off, with 60 s of grace for the rotated token, or without grace. */
export type Rotation = 'none' | 'grace' | 'no grace';

/** A user's `sub`, or `GUEST`. */
export type Principal = string;
export const GUEST: Principal = 'guest';

export interface Service {
  readonly aws: LocalAws;
  /** Resets the service and sets its clock and random numbers. */
  begin: (now: () => number, seed: number) => Promise<void>;
  subOf: (username: Username) => string;
  /** Returns whether the sign-in can still be refreshed with a valid token. */
  isAlive: (origin: string) => boolean;
  isRevoked: (origin: string) => boolean;
  /** Returns whether the refresh token is the current one: known and not rotated. */
  isCurrent: (refreshToken: string) => boolean;
  principalOfIdentity: (identityId: string) => Principal | undefined;
  principalOfKey: (accessKeyId: string) => Principal | undefined;
  /** Ends all sessions of a user, as an administrator does. */
  end: (username: Username, how: 'revoked' | 'disabled') => void;
}

const rotations = {
  none: { status: 'DISABLED' },
  grace: { status: 'ENABLED', gracePeriod: 60 },
  'no grace': { status: 'ENABLED', gracePeriod: 0 },
} as const satisfies Record<Rotation, object>;

const sha256 = (text: string) => createHash('sha256').update(text).digest('hex');

export async function createService(rotation: Rotation): Promise<Service> {
  let clock = () => 0;
  let random = createRandom(0);
  const { aws, state, ready } = createLocalAwsParts({
    now: () => clock(),
    random: (length) => random.bytes(length),
    rsaKey,
    users: usernames.map((name) => ({ email: `${name}@example.com`, password: 'Correct-horse-1' })),
    client: {
      authFlows: ['CUSTOM_AUTH', 'REFRESH_TOKEN_AUTH'],
      refreshTokenRotation: rotations[rotation],
    },
    buckets: { 'bucket-of-the-model': {} },
    // Every sign-in succeeds without a password, because SRP would take longer than all the rest.
    triggers: {
      DefineAuthChallenge: async (event) => Object.assign(event, { response: { issueTokens: true } }),
    },
  });
  await ready();
  const snapshot: Snapshot = await aws.snapshot();
  const pool = () => state.userPools.pools[aws.config.userPoolId]!;
  const user = (username: Username) => pool().users[username]!;
  const principalOfIdentity = (id: string) => {
    const identity = state.identityPools.identities[id];
    return identity && (identity.logins[0]?.subject ?? GUEST);
  };

  return {
    aws,
    async begin(now, seed) {
      clock = now;
      random = createRandom(seed);
      await aws.restore(snapshot);
    },
    subOf: (username) => user(username).sub,
    isAlive(origin) {
      const session = pool().sessions[origin];
      const owner = session && pool().users[session.user];
      return session?.status === 'active' && session.expiresAt > clock() && !!owner?.enabled;
    },
    isRevoked: (origin) => pool().sessions[origin]?.status === 'revoked',
    isCurrent(refreshToken) {
      const record = pool().refreshTokens[sha256(refreshToken)];
      return record !== undefined && record.rotatedAt === undefined;
    },
    principalOfIdentity,
    principalOfKey(accessKeyId) {
      const context = state.sts.issued[accessKeyId]?.principal.context ?? {};
      const identity = context['cognito-identity.amazonaws.com:sub'];
      return principalOfIdentity(String(identity));
    },
    end(username, how) {
      if (how === 'disabled') {
        user(username).enabled = false;
        return;
      }
      for (const session of Object.values(pool().sessions))
        if (session.user === username) session.status = 'revoked';
    },
  };
}
