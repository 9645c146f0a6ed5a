/** A user pool's app client, as every protocol step takes it. Made by `createCognito`; holds no secret and no state. */
import type { TransformInput } from './transform-input.ts';
import type { Platform } from '../lib/platform.ts';

export interface UserPool {
  /** Such as `eu-west-1_Ab12Cd34E`. */
  readonly userPoolId: string;
  readonly clientId: string;
  readonly region: string;
  /** Where requests go, without a trailing slash: `https://cognito-idp.<region>.amazonaws.com`, or a local AWS. */
  readonly endpoint: string;
  readonly platform: Platform;
  /** Called with the `Date` of each reply: milliseconds since the Unix epoch; NaN: CORS hides it; 0: the reply came from a cache. */
  readonly onServerDate?: ((date: number) => void) | undefined;
  /** Each in turn adds to what is sent. */
  readonly transformInput?: readonly TransformInput[] | undefined;
}
