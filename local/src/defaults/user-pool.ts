/** The user pool of the default set-up, with one app client for browsers. */
import { toBase64 } from '../lib/bytes.ts';
import { defaultPasswordPolicy } from '../user-pool/users/password-policy.ts';
import type { Client, UserPool, UserPoolSettings as PoolSettings } from '../user-pool/state.ts';
import type { World } from '../world.ts';
import { addUser, type KnownUser } from './users.ts';

const HOUR = 3600;

export const userPoolIdFor = (region: string): string => `${region}_Local0001`;
export const CLIENT_ID = '4localwebclient0for1browse';

const browserClient: Client = {
  id: CLIENT_ID,
  authFlows: ['USER_SRP_AUTH', 'USER_PASSWORD_AUTH', 'REFRESH_TOKEN_AUTH'],
  preventUserExistenceErrors: 'ENABLED',
  accessTokenValidity: HOUR,
  idTokenValidity: HOUR,
  refreshTokenValidity: 30 * 24 * HOUR,
  sessionValidity: 180,
  refreshTokenRotation: { status: 'DISABLED' },
};

/** What an app may set of its pool and client; the rest is as AWS has it by default. */
export interface UserPoolSettings {
  client?: Partial<Omit<Client, 'id'>>;
  pool?: Partial<PoolSettings>;
}

/** To a pool that was kept from before, too. */
export function applySettings(pool: UserPool, settings: UserPoolSettings): void {
  Object.assign(pool, settings.pool);
  Object.assign(pool.clients[CLIENT_ID] ?? {}, settings.client);
}

export async function createUserPool(
  { region, users, settings }: { region: string; users: readonly KnownUser[]; settings: UserPoolSettings },
  world: World,
): Promise<UserPool> {
  const pool: UserPool = {
    id: userPoolIdFor(region),
    passwordPolicy: defaultPasswordPolicy,
    // AWS's default is 7; the people of a demo that is kept for months should still get in.
    temporaryPasswordDays: 365,
    compromisedPasswords: 'ALLOW',
    requiredAttributes: ['email'],
    customAttributes: {},
    usernameAttributes: [],
    aliasAttributes: ['email'],
    autoVerifiedAttributes: ['email'],
    verifyBeforeUpdate: [],
    mfa: 'OPTIONAL',
    mfaMethods: ['SOFTWARE_TOKEN_MFA'],
    firstFactors: ['PASSWORD'],
    devices: { tracking: 'OFF', skipsMfa: false },
    unconfirmedWithWrongPassword: 'NotAuthorizedException',
    secret: toBase64(world.random(32)),
    signingKeys: [],
    clients: { [CLIENT_ID]: { ...browserClient } },
    users: {},
    groups: {},
    refreshTokens: {},
    srpExchanges: {},
    challenges: {},
    attempts: {},
  };
  applySettings(pool, settings);
  for (const user of users) await addUser(pool, user, world);
  return pool;
}
