/** The context of every identity pool operation. */
import type { JWK, JWTPayload } from 'jose';
import type { IamState } from '../iam/state.ts';
import { ServiceError } from '../protocol/service-error.ts';
import type { StsState } from '../sts/state.ts';
import type { Platform } from '../platform/platform.ts';
import type { OpenIdKeys } from './open-id-keys.ts';
import type { Owners } from './owners.ts';
import type { IdentityPoolsState } from './state.ts';

export interface IdentityPoolContext {
  platform: Platform;
  region: string;
  state: IdentityPoolsState;
  owners: Owners;
  iam: IamState;
  sts: StsState;
  /** Keys that sign the OpenID tokens of identity pools. */
  keys: OpenIdKeys;
  /** Returns the public keys of a user pool by its issuer; undefined for an unknown user pool. */
  jwks: (issuer: string) => Promise<{ keys: JWK[] } | undefined>;
  /**
   * ServerSideTokenCheck: whether the user of a verified ID token is still signed in. Called only for user pools
   * whose provider has `serverSideTokenCheck: 'checked'`.
   */
  isTokenGood: (issuer: string, claims: JWTPayload) => boolean | Promise<boolean>;
}

export const notAuthorized = (message: string): ServiceError =>
  new ServiceError('NotAuthorizedException', message);

export const invalidParameter = (message: string): ServiceError =>
  new ServiceError('InvalidParameterException', message);

export const noSuchLogin = (): ServiceError =>
  notAuthorized(
    "Logins don't match. Please include at least one valid login for this identity or identity pool.",
  );
