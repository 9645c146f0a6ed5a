/** Codes of an authenticator app, each accepted once. https://www.rfc-editor.org/rfc/rfc6238#section-5.2 */
import { Secret, TOTP } from 'otpauth';
import { ServiceError } from '../../protocol/service-error.ts';

const PERIOD = 30;
/** Accepts one step before and after the current one, for clocks that differ and codes that arrive late. */
const WINDOW = 1;
const SECRET_BYTES = 32;

export const newTotpSecret = (random: (length: number) => Uint8Array<ArrayBuffer>): string =>
  new Secret({ buffer: random(SECRET_BYTES).buffer }).base32;

/** Returns the 30-second step of a code; undefined if the code belongs to no step within the window. */
export function totpStep(secret: string, code: string, now: number): number | undefined {
  const totp = new TOTP({ secret: Secret.fromBase32(secret), period: PERIOD });
  const delta = totp.validate({ token: code, timestamp: now, window: WINDOW });
  return delta === null ? undefined : Math.floor(now / 1000 / PERIOD) + delta;
}

export const softwareTokenUsed = (): ServiceError =>
  new ServiceError('ExpiredCodeException', 'Your software token has already been used once.');
