/**
 * Sign-in through a back end with AWS credentials: the flows of an app, and ADMIN_USER_PASSWORD_AUTH.
 * https://docs.aws.amazon.com/cognito-user-identity-pools/latest/APIReference/API_AdminInitiateAuth.html
 */
import type { JsonObject } from '../../../protocol/json-service.ts';
import { getOwn } from '../../../lib/own.ts';
import { ServiceError } from '../../../protocol/service-error.ts';
import type { Context, Operation, Scope } from '../../context.ts';
import { invalidParameter, readMap, readTexts, rules } from '../../input.ts';
import { readClientMetadata, readObject } from '../../input-types.ts';
import { passwordAuth } from '../../sign-in/password-auth.ts';
import { initiateAuth } from '../initiate-auth.ts';
import { respondToAuthChallenge } from '../respond-to-auth-challenge.ts';
import { poolOf } from './pool-and-user.ts';

/** Finds the pool and the app client, which must belong to that pool: the caller's policies allow only the pool. */
function scopeOf(context: Context, input: JsonObject): Scope {
  const { ClientId } = readTexts(input, { ClientId: rules.clientId, UserPoolId: rules.userPoolId });
  const pool = poolOf(context, input);
  const client = getOwn(pool.clients, ClientId);
  if (client) return { pool, client };
  throw new ServiceError('ResourceNotFoundException', `User pool client ${ClientId} does not exist.`);
}

/** ADMIN_NO_SRP_AUTH is the older name of the same flow. */
const WITH_PASSWORD = ['ADMIN_USER_PASSWORD_AUTH', 'ADMIN_NO_SRP_AUTH'];

export const adminInitiateAuth: Operation = async (context, input) => {
  const scope = scopeOf(context, input);
  const { AuthFlow } = readTexts(input, { AuthFlow: {} });
  for (const name of ['ContextData', 'AnalyticsMetadata']) readObject(input, name);
  if (!WITH_PASSWORD.includes(AuthFlow)) return initiateAuth(context, input);
  if (scope.client.adminPasswordAuth !== 'ALLOWED') {
    throw invalidParameter('Auth flow not enabled for this client');
  }
  const parameters = readMap(input, 'AuthParameters');
  return passwordAuth(context, scope, { parameters, validationData: readClientMetadata(input) });
};

export const adminRespondToAuthChallenge: Operation = async (context, input) => {
  scopeOf(context, input);
  readObject(input, 'ContextData');
  return respondToAuthChallenge(context, input);
};
