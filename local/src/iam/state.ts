/** The roles of the account with their policies, and the token issuers that the account trusts. */
import type { JWK } from 'jose';
import { getOwn } from '../lib/own.ts';
import type { PolicyDocument } from './principal.ts';

export interface NamedPolicy {
  name: string;
  document: PolicyDocument;
}

export interface Role {
  name: string;
  arn: string;
  /** The role's id, such as `AROA…`. */
  id: string;
  trustPolicy: PolicyDocument;
  policies: readonly NamedPolicy[];
  /** Longest session of AssumeRoleWithWebIdentity in seconds, 3600 to 43200. Default 3600. */
  maxSessionDuration?: number;
}

/**
 * An external issuer whose tokens are trusted. Its keys are part of the config; nothing is fetched. In AWS this is
 * an IAM OIDC provider, or one of the four public providers that IAM knows without one. Tokens of Facebook and
 * Amazon are opaque in AWS; here they are JWTs like the others.
 * https://docs.aws.amazon.com/IAM/latest/UserGuide/id_roles_providers_create_oidc.html
 */
export interface TrustedIssuer {
  /** The `iss` of its tokens, such as `https://login.example.com`. The comparison ignores `https://`. */
  issuer: string;
  jwks: { keys: readonly JWK[] };
  /** Client ids that the `aud` of a token may name. */
  audiences: readonly string[];
}

export interface IamState {
  /** Roles by ARN. */
  roles: Record<string, Role>;
  /**
   * Issuers by provider name, which is the issuer without `https://`, such as `accounts.google.com`. Default:
   * none.
   */
  issuers?: Record<string, TrustedIssuer>;
}

export const emptyIam = (): IamState => ({ roles: {} });

export const findRole = (iam: IamState, arn: string): Role | undefined => getOwn(iam.roles, arn);

export const findIssuer = (iam: IamState, providerName: string): TrustedIssuer | undefined =>
  getOwn(iam.issuers ?? {}, providerName);
