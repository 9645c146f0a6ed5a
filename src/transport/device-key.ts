/** Which device tokens were issued to. */
import { decodeJwt } from '../lib/jwt.ts';

/** The device's key; undefined where the pool tracks none. */
export const deviceKeyOf = (accessToken: string): string | undefined =>
  decodeJwt(accessToken)?.['device_key'] as string | undefined;
