/** A described user pool with its names settled. */
import type { KnownUser } from './known-user.ts';
import type { ClientSetup, UserPoolSettings, UserPoolSetup } from './user-pool-setup.ts';

export interface UserPoolPlan {
  id: string;
  /** What was given; the defaults come under it. */
  settings: UserPoolSettings;
  clients: readonly (ClientSetup & { id: string })[];
  groups: NonNullable<UserPoolSetup['groups']>;
  users: readonly KnownUser[];
}
