/**
 * Reads what a JWT says, without verifying it: the browser received it from the service over TLS, and whoever
 * relies on it (identity pool, API) verifies it. https://www.rfc-editor.org/rfc/rfc7519
 */
import { fromBase64 } from './bytes.ts';

/** Longer is no token of Cognito's, and decoding it would only cost time. */
const MAX_LENGTH = 65_536;

export type JwtClaims = Readonly<Record<string, unknown>>;

/** The payload of a signed JWT in compact form; undefined when it is not one. Never throws. */
export function decodeJwt(token: string): JwtClaims | undefined {
  const parts = token.split('.');
  if (token.length > MAX_LENGTH || parts.length !== 3 || parts.includes('')) return undefined;
  try {
    const text = new TextDecoder('utf-8', { fatal: true }).decode(fromBase64(parts[1] ?? ''));
    // A `__proto__` key would turn into a prototype wherever the claims are copied by assignment.
    const claims: unknown = JSON.parse(text, (key, value: unknown) =>
      key === '__proto__' ? undefined : value,
    );
    return typeof claims === 'object' && claims !== null && !Array.isArray(claims)
      ? (claims as JwtClaims)
      : undefined;
  } catch {
    return undefined;
  }
}
