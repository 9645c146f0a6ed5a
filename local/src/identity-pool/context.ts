/** What the identity pool's operations work with. */
import type { JWK } from 'jose';
import type { IamState } from '../iam/state.ts';
import { ServiceError } from '../service-error.ts';
import type { StsState } from '../sts/state.ts';
import type { World } from '../world.ts';
import type { IdentityPoolsState } from './state.ts';

export interface IdentityPoolContext {
  world: World;
  region: string;
  state: IdentityPoolsState;
  iam: IamState;
  sts: StsState;
  /** The public keys of an issuer; undefined when there is no such issuer here. */
  jwks: (issuer: string) => Promise<{ keys: JWK[] } | undefined>;
}

export const notAuthorized = (message: string): ServiceError =>
  new ServiceError('NotAuthorizedException', message);
