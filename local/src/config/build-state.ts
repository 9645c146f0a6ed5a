/** Builds the initial state of a local AWS from a plan. */
import { md5 } from '@noble/hashes/legacy.js';
import { defaultBucket, openCors } from '../defaults/bucket.ts';
import { defaultClient, defaultSettings } from '../defaults/user-pool.ts';
import type { IamState } from '../iam/state.ts';
import { toBase64, toHex, utf8 } from '../lib/bytes.ts';
import { type Bucket, type CorsRule, storeObject } from '../s3/state.ts';
import { emptyState, type State } from '../state/state.ts';
import type { UserPool } from '../user-pool/state.ts';
import type { Platform } from '../platform/platform.ts';
import type { BucketSetup, CorsRuleSetup } from './resource-setup.ts';
import { addUser, type UserPoolPlan } from './user-pool-plan.ts';
import { arnOfRole } from './names.ts';
import type { Plan } from './plan.ts';

/** Applies the settings, clients and groups of the config to a pool. Leaves its users alone. */
export function applySettings(pool: UserPool, { settings, clients, groups }: UserPoolPlan): void {
  const { passwordPolicy, ...others } = settings;
  Object.assign(pool, others);
  pool.passwordPolicy = { ...pool.passwordPolicy, ...passwordPolicy };
  for (const client of clients) {
    pool.clients[client.id] = { ...defaultClient, ...pool.clients[client.id], ...client };
  }
  for (const [name, { role, ...group }] of Object.entries(groups)) {
    pool.groups[name] = { ...group, ...(role !== undefined && { roleArn: arnOfRole(role) }) };
  }
}

export async function buildUserPool(plan: UserPoolPlan, platform: Platform): Promise<UserPool> {
  const pool: UserPool = {
    ...defaultSettings,
    id: plan.id,
    secret: toBase64(platform.random(32)),
    signingKeys: [],
    clients: {},
    users: {},
    groups: {},
    sessions: {},
    refreshTokens: {},
    srpExchanges: {},
    challenges: {},
    attempts: {},
  };
  applySettings(pool, plan);
  for (const user of plan.users) await addUser(pool, user, platform);
  return pool;
}

const corsRule = (rule: CorsRuleSetup): CorsRule => ({ allowedHeaders: [], exposeHeaders: [], ...rule });
export const corsOf = ({ cors }: BucketSetup): readonly CorsRule[] => cors?.map(corsRule) ?? openCors;

const types: Readonly<Record<string, string>> = {
  css: 'text/css',
  gif: 'image/gif',
  html: 'text/html',
  jpg: 'image/jpeg',
  js: 'text/javascript',
  json: 'application/json',
  pdf: 'application/pdf',
  png: 'image/png',
  svg: 'image/svg+xml',
  txt: 'text/plain',
  webp: 'image/webp',
};
const typeOf = (key: string, body: unknown) =>
  types[key.slice(key.lastIndexOf('.') + 1).toLowerCase()] ??
  (typeof body === 'string' ? 'text/plain' : 'application/octet-stream');

/**
 * Makes a bucket with its objects.
 * @param now date of the objects, in milliseconds since the epoch
 */
export function buildBucket(name: string, setup: BucketSetup | undefined, now: number): Bucket {
  if (!setup) return { ...defaultBucket(now), name };
  const bucket: Bucket = { name, cors: corsOf(setup), objects: [], uploads: {} };
  for (const [key, value] of Object.entries(setup.objects ?? {})) {
    const object = typeof value === 'string' || value instanceof Uint8Array ? { body: value } : value;
    const { body, contentType = typeOf(key, body) } = object;
    const bytes = typeof body === 'string' ? utf8(body) : body;
    const etag = toHex(md5(bytes));
    storeObject(bucket, { key, bytes, etag, lastModified: now, contentType, headers: {}, metadata: {} });
  }
  return bucket;
}

export const iamOf = ({ roles, issuers }: Plan): IamState => ({
  roles: Object.fromEntries(roles.map((role) => [role.arn, role])),
  ...(issuers.length > 0 && {
    issuers: Object.fromEntries(issuers.map((one) => [one.issuer.replace(/^https?:\/\//, ''), one])),
  }),
});

/**
 * Builds the state. Takes the account's own keys and the signing keys from `before`, because clients may have
 * them.
 */
export async function buildState(plan: Plan, platform: Platform, before: State): Promise<State> {
  const state = emptyState(platform, plan.account);
  for (const pool of plan.userPools) {
    const built = await buildUserPool(pool, platform);
    built.signingKeys = before.userPools.pools[pool.id]?.signingKeys ?? [];
    state.userPools.pools[pool.id] = built;
  }
  for (const pool of plan.identityPools) state.identityPools.pools[pool.id] = pool;
  for (const [name, setup] of Object.entries(plan.buckets)) {
    state.s3.buckets[name] = buildBucket(name, setup, platform.now());
  }
  return { ...state, iam: iamOf(plan), sts: { ...state.sts, root: before.sts.root } };
}
