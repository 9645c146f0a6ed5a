/** Reads the session in a store, with the claims of its tokens. */
import { decodeJwt } from 'jose';

export interface StoredSession {
  /** The `origin_jti` of the sign-in, which all its tokens share. */
  origin: string;
  sub: string;
  epoch: string;
  generation: number;
  refreshToken: string;
  accessToken: string;
}

interface Claims {
  sub: string;
  origin_jti: string;
  /** Seconds since 1970. */
  exp: number;
}

export const claimsOf = (token: string) => decodeJwt<Claims>(token);

/** Reads a session from a record or its JSON text. Returns undefined without tokens. */
export function readStoredSession(value: unknown): StoredSession | undefined {
  const record = (typeof value === 'string' ? JSON.parse(value) : value) as
    | (Omit<StoredSession, 'origin' | 'sub'> & { idToken?: string })
    | undefined;
  if (!record?.idToken) return undefined;
  const { origin_jti: origin, sub } = claimsOf(record.idToken);
  return { ...record, origin, sub };
}
