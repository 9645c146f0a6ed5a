/** The roles of the account: who may take them, and what they allow. And the issuers whose tokens it trusts. */
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
  /** `AROA…`. */
  id: string;
  trustPolicy: PolicyDocument;
  policies: readonly NamedPolicy[];
  /** Seconds that a session of AssumeRoleWithWebIdentity may last at most, 3600 to 43200. Absent: 3600. */
  maxSessionDuration?: number;
}

/**
 * Somebody else's tokens, trusted by key: nothing is fetched. At AWS this is an IAM OIDC provider, or one of the four
 * public ones that IAM knows by itself. Facebook's and Amazon's own tokens are opaque; here they are JWTs like the rest.
 * https://docs.aws.amazon.com/IAM/latest/UserGuide/id_roles_providers_create_oidc.html
 */
export interface TrustedIssuer {
  /** The token's `iss`, such as `https://login.example.com`. It is compared without regard to `https://`. */
  issuer: string;
  jwks: { keys: readonly JWK[] };
  /** Client ids: what the token's `aud` may be. */
  audiences: readonly string[];
}

export interface IamState {
  /** By ARN. */
  roles: Record<string, Role>;
  /** By provider name: the issuer without `https://`, such as `accounts.google.com`. Absent: none. */
  issuers?: Record<string, TrustedIssuer>;
}

export const emptyIam = (): IamState => ({ roles: {} });

export const findRole = (iam: IamState, arn: string): Role | undefined => getOwn(iam.roles, arn);

export const findIssuer = (iam: IamState, providerName: string): TrustedIssuer | undefined =>
  getOwn(iam.issuers ?? {}, providerName);
