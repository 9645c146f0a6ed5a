/** How a role is described: who may take it, and what it allows. */
import type { PolicyDocument } from '../iam/principal.ts';

export interface RoleSetup {
  /**
   * `users` or `guests` of the identity pools here, or a trust policy.
   * https://docs.aws.amazon.com/cognito/latest/developerguide/role-trust-and-permissions.html
   * Default `users`.
   */
  trust?: 'users' | 'guests' | PolicyDocument;
  /** By name. */
  policies: Readonly<Record<string, PolicyDocument>>;
  /** Seconds that a session of AssumeRoleWithWebIdentity may last at most, 3600 to 43200. Default 3600. */
  maxSessionDuration?: number;
}
