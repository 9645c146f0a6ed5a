/**
 * Reads what a JWT says, without verifying it: the browser received it from the service over TLS, and whoever
 * relies on it (identity pool, API) verifies it. https://www.rfc-editor.org/rfc/rfc7519
 */
import { fromBase64 } from './bytes.ts';
import { parseObject } from './json.ts';

/** Longer is no token of Cognito's, and decoding it would only cost time. */
const MAX_LENGTH = 65_536;

export type JwtClaims = Readonly<Record<string, unknown>>;

/** The payload of a signed JWT in compact form; undefined when it is not one. Never throws. */
export function decodeJwt(token: string): JwtClaims | undefined {
  const payload = /^[\w-]+\.([\w-]+)\.[\w-]+$/.exec(token)?.[1];
  if (!payload || token.length > MAX_LENGTH) return undefined;
  try {
    return parseObject(new TextDecoder('utf-8', { fatal: true }).decode(fromBase64(payload)));
  } catch {
    return undefined;
  }
}
