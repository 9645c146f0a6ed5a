/**
 * Reads the claims of a JWT without verifying it: the browser received it from the service over TLS, and the identity
 * pool or API that relies on it verifies it. https://www.rfc-editor.org/rfc/rfc7519
 */
import { fromBase64 } from './bytes.ts';
import { parseObject } from './json.ts';

/** Characters. No token of Cognito's is longer, and decoding a longer text would only cost time. */
const MAX_LENGTH = 65_536;

export type JwtClaims = Readonly<Record<string, unknown>>;

/**
 * Decodes the payload of a signed JWT in compact form.
 * @returns The claims; undefined if the text is no JWT. Never throws.
 */
export function decodeJwt(token: string): JwtClaims | undefined {
  const payload = /^[\w-]+\.([\w-]+)\.[\w-]+$/.exec(token)?.[1];
  if (!payload || token.length > MAX_LENGTH) return undefined;
  try {
    return parseObject(new TextDecoder('utf-8', { fatal: true }).decode(fromBase64(payload)));
  } catch {
    return undefined;
  }
}
