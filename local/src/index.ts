/** A local AWS as a function: user pools, identity pools, STS, S3 and DynamoDB behind one `fetch`. */
export { createLocalAws } from './local-aws.ts';
export type { LocalAws, LocalAwsConfig, LocalAwsOptions } from './local-aws.ts';
export type { KnownUser, LocalUser } from './defaults/users.ts';
export type { UserPoolSettings } from './defaults/user-pool.ts';
export type { Handler } from './handler.ts';
export type { Message } from './state/outbox.ts';
export { snapshotFromJson, snapshotToJson, type Snapshot } from './state/snapshot.ts';
export type { World } from './world.ts';
