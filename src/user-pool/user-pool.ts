/** A user pool's app client, as every protocol step takes it. Made by `createCognito`; holds no secret and no state. */
import type { World } from '../lib/world.ts';

export interface UserPool {
  /** Such as `eu-west-1_Ab12Cd34E`. */
  readonly userPoolId: string;
  readonly clientId: string;
  readonly region: string;
  /** Where requests go, without a trailing slash: `https://cognito-idp.<region>.amazonaws.com`, or a local AWS. */
  readonly endpoint: string;
  readonly world: World;
}
