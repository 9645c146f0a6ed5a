/** How a role is described: who may take it, and what it allows. */
import type { PolicyDocument } from '../principal.ts';

export interface RoleSetup {
  /**
   * `users` or `guests` of the identity pools here, or a trust policy.
   * https://docs.aws.amazon.com/cognito/latest/developerguide/role-trust-and-permissions.html
   * Default `users`.
   */
  trust?: 'users' | 'guests' | PolicyDocument;
  /** By name. */
  policies: Readonly<Record<string, PolicyDocument>>;
}
