/** GetId: creates a new identity for a guest at each call, and returns the same identity for the same login. */
import type { JsonOperation } from '../../protocol/json-service.ts';
import type { IdentityPoolContext } from '../context.ts';
import { beginIdentity, identityOfLogins } from '../identities.ts';
import { readLogins, readPool } from '../input.ts';
import { verifyLogins } from '../logins.ts';
import { guestsRefused, identityNotFound, identityOf } from '../sign-in.ts';
import { findIdentity } from '../state.ts';

export const getId =
  (context: IdentityPoolContext): JsonOperation =>
  async (input) => {
    const pool = readPool(context.state, input);
    const verified = await verifyLogins(context, pool, readLogins(input));
    const { logins, proof } = verified;
    if (proof) {
      const named = findIdentity(context.state, proof.sub ?? '');
      if (!named) throw identityNotFound(proof.sub ?? '');
      return { IdentityId: identityOf(context, { pool, named, verified }).id };
    }
    if (logins.length > 0) return { IdentityId: identityOfLogins(context, pool, logins).id };
    if (pool.guests === 'refused') throw guestsRefused();
    return { IdentityId: beginIdentity(context, pool).id };
  };
