/** A local AWS as a function: user pools, identity pools, STS, S3 and DynamoDB behind one `fetch`. */
export { createLocalAws } from './local-aws/local-aws.ts';
export type { LocalAwsConfig } from './config/public-config.ts';
export type { LocalAws } from './local-aws/local-aws.ts';
export type { LocalAwsOptions } from './local-aws/options.ts';
export { defineLocalAws } from './config/config.ts';
export type { LocalAwsSetup } from './config/config.ts';
export type { KnownUser } from './config/user-pool-plan.ts';
export type {
  ClientSettings,
  ClientSetup,
  GroupSetup,
  LocalUser,
  UserPoolSettings,
  UserPoolSetup,
} from './config/user-pool-setup.ts';
export type {
  IdentityPoolSetup,
  RoleMappingSetup,
  RoleRuleSetup,
  UserPoolProviderSetup,
} from './config/identity-pool-setup.ts';
export type {
  BucketSetup,
  CorsRuleSetup,
  KeySetup,
  KeysSetup,
  ObjectSetup,
  RoleSetup,
  TableSetup,
} from './config/resource-setup.ts';
export type { TrustedIssuer } from './iam/state.ts';
export type { PolicyDocument, Statement } from './iam/principal.ts';
export type { Trigger, TriggerEvent, TriggerName, Triggers } from './user-pool/trigger-events.ts';
export type { Fault, FaultEffect, FaultMatch, FaultRule, Faults } from './control/faults.ts';
export type { Database } from './dynamodb/database.ts';
export type { Handler } from './protocol/handler.ts';
export type { Message } from './user-pool/state/outbox.ts';
export { snapshotFromJson, snapshotToJson, type Snapshot } from './state/snapshot.ts';
export type { Platform } from './platform/platform.ts';
