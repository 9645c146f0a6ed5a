/** The pool's own name for whoever tokens were issued to, whichever alias they signed in by. */
import { decodeJwt } from '../lib/jwt.ts';

/** Undefined where the token does not say. */
export const ownNameOf = (accessToken: string): string | undefined =>
  decodeJwt(accessToken)?.['username'] as string | undefined;
