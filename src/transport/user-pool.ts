/** The app client of a user pool, as every request takes it. `createCognito` makes it; it has no secret and no state. */
import type { TransformInput } from './transform-input.ts';
import type { Platform } from '../lib/platform.ts';

export interface UserPool {
  /** The pool's id, such as `eu-west-1_Ab12Cd34E`. */
  readonly userPoolId: string;
  readonly clientId: string;
  readonly region: string;
  /** The address of requests, without a trailing slash: `https://cognito-idp.<region>.amazonaws.com`, or a local AWS. */
  readonly endpoint: string;
  readonly platform: Platform;
  /** Called with the `Date` of each reply: milliseconds since the Unix epoch; NaN: CORS hides it; 0: the reply came from a cache. */
  readonly onServerDate?: ((date: number) => void) | undefined;
  /** Functions that add to the input of each request, in this order. */
  readonly transformInput?: readonly TransformInput[] | undefined;
}
