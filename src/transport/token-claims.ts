/** Reads claims of an access token without verifying it. */
import { decodeJwt } from '../lib/jwt.ts';

/** The name that the user pool has for the user, whichever alias signed in; undefined when the token has no such claim. */
export const usernameOf = (accessToken: string): string | undefined =>
  decodeJwt(accessToken)?.['username'] as string | undefined;

/** The key of the device that the tokens were issued to; undefined when the pool tracks none. */
export const deviceKeyOf = (accessToken: string): string | undefined =>
  decodeJwt(accessToken)?.['device_key'] as string | undefined;
