/**
 * Authenticator apps: the key URI that they scan, and the error of a wrong first code.
 * https://github.com/google/google-authenticator/wiki/Key-Uri-Format
 */
import { CognitoError } from '../../errors.ts';
import type { UserPool } from '../../transport/user-pool.ts';

/** The default issuer: the page's host, by which users tell their accounts apart; without a page, the user pool's id. */
export const issuerOf = ({ platform, userPoolId }: UserPool): string =>
  platform.location?.hostname || userPoolId;

/** Returns the key URI of an authenticator app, for a QR code. A secret. */
export function otpauthUri(issuer: string, account: string, secret: string): string {
  const [label, from] = [account, issuer].map(encodeURIComponent);
  return `otpauth://totp/${from}:${label}?secret=${encodeURIComponent(secret)}&issuer=${from}`;
}

/** Creates the error of a first code that the pool did not accept. */
export const wrongFirstCode = (): CognitoError =>
  new CognitoError({
    kind: 'rejected',
    code: 'EnableSoftwareTokenMFAException',
    field: 'code',
    message:
      'The user pool did not take the code, so the authenticator app is not set up. Try the next code; the device’s clock may be off.',
  });
