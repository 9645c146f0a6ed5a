/** The local AWS of the model: made once, put back for each run. And what it knows, which is the truth. */
import { createHash } from 'node:crypto';
import { createLocalAwsParts, type LocalAws } from '../../../local/src/local-aws/local-aws.ts';
import type { Snapshot } from '../../../local/src/state/snapshot.ts';
import { rsaKey } from '../../support/rsa-keys.ts';
import { createRandom } from './random.ts';

export const people = ['ada', 'bea'] as const;
export type Person = (typeof people)[number];

/** Seconds of grace in which a refresh token that was rotated away still works. */
export type Rotation = 'none' | 'grace' | 'no grace';

/** Whose something is: a user's `sub`, or the guest's. */
export type Principal = string;
export const GUEST: Principal = 'guest';

export interface Service {
  readonly aws: LocalAws;
  /** Puts it back to the start, on a clock. */
  begin: (now: () => number, seed: number) => Promise<void>;
  subOf: (person: Person) => string;
  /** Whether a refresh would be granted but for the token itself. */
  isAlive: (origin: string) => boolean;
  isRevoked: (origin: string) => boolean;
  /** Whether that very refresh token is the one to use: known, and not rotated away. */
  isCurrent: (refreshToken: string) => boolean;
  principalOfIdentity: (identityId: string) => Principal | undefined;
  principalOfKey: (accessKeyId: string) => Principal | undefined;
  /** An administrator ends all that a person has. */
  end: (person: Person, how: 'revoked' | 'disabled') => void;
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
    users: people.map((name) => ({ email: `${name}@example.com`, password: 'Correct-horse-1' })),
    client: {
      authFlows: ['CUSTOM_AUTH', 'REFRESH_TOKEN_AUTH'],
      refreshTokenRotation: rotations[rotation],
    },
    buckets: { 'bucket-of-the-model': {} },
    // Whoever comes is let in: no password is worked out, which would take longer than all the rest.
    triggers: {
      DefineAuthChallenge: async (event) => Object.assign(event, { response: { issueTokens: true } }),
    },
  });
  await ready();
  const snapshot: Snapshot = await aws.snapshot();
  const pool = () => state.userPools.pools[aws.config.userPoolId]!;
  const user = (person: Person) => pool().users[person]!;
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
    subOf: (person) => user(person).sub,
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
    end(person, how) {
      if (how === 'disabled') {
        user(person).enabled = false;
        return;
      }
      for (const session of Object.values(pool().sessions))
        if (session.user === person) session.status = 'revoked';
    },
  };
}
