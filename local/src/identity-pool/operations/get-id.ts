/** GetId: a guest gets a new identity at each call, a login always the same. */
import type { JsonOperation } from '../../json-service.ts';
import { ServiceError } from '../../service-error.ts';
import { type IdentityPoolContext, notAuthorized } from '../context.ts';
import { beginIdentity, identityOfLogins } from '../identities.ts';
import { readId, readLogins } from '../input.ts';
import { verifyLogins } from '../logins.ts';
import { findPool } from '../state.ts';

export const getId =
  (context: IdentityPoolContext): JsonOperation =>
  async (input) => {
    const poolId = readId(input, 'IdentityPoolId');
    const pool = findPool(context.state, poolId);
    if (!pool) throw new ServiceError('ResourceNotFoundException', `IdentityPool '${poolId}' not found.`);
    const logins = await verifyLogins(context, pool, readLogins(input));
    if (logins.length > 0) return { IdentityId: identityOfLogins(context, pool, logins).id };
    if (pool.guests === 'refused') {
      throw notAuthorized('Unauthenticated access is not supported for this identity pool.');
    }
    return { IdentityId: beginIdentity(context, pool).id };
  };
