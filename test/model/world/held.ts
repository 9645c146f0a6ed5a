/** What a store holds of a session, by what its tokens say. */
import { decodeJwt } from 'jose';

export interface Held {
  /** The service's name for the sign-in that it came from. */
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
  /** Seconds. */
  exp: number;
}

export const claimsOf = (token: string) => decodeJwt<Claims>(token);

/** From a record, or its text. */
export function readHeld(value: unknown): Held | undefined {
  const record = (typeof value === 'string' ? JSON.parse(value) : value) as
    | (Omit<Held, 'origin' | 'sub'> & { idToken?: string })
    | undefined;
  if (!record?.idToken) return undefined;
  const { origin_jti: origin, sub } = claimsOf(record.idToken);
  return { ...record, origin, sub };
}
