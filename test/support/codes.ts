/** Codes that users enter: those of an authenticator app, and wrong ones. */
import { Secret, TOTP } from 'otpauth';

/** Returns the code of an authenticator app at that time, in milliseconds. Spaces in the secret are ignored. */
export const totpCode = (secret: string, time = Date.now()): string =>
  new TOTP({ secret: Secret.fromBase32(secret.replaceAll(' ', '')) }).generate({ timestamp: time });

/** Returns a code of the same length that differs in each digit. */
export const wrongCode = (rightCode: string): string =>
  rightCode.replace(/\d/g, (digit) => String((Number(digit) + 1) % 10));
