/** https://docs.aws.amazon.com/cognito-user-identity-pools/latest/APIReference/API_GetTokensFromRefreshToken.html */
import { ServiceError } from '../../service-error.ts';
import { findClient } from '../clients.ts';
import type { Operation } from '../context.ts';
import { readTexts, rules } from '../input.ts';
import { refreshTokens } from '../tokens/refresh.ts';

export const getTokensFromRefreshToken: Operation = async (context, input) => {
  const { ClientId, RefreshToken, ClientSecret } = readTexts(input, {
    ClientId: rules.clientId,
    RefreshToken: { min: 1 },
    ClientSecret: { optional: true },
  });
  const scope = findClient(context, ClientId);
  if (scope.client.secret !== ClientSecret) {
    throw new ServiceError('NotAuthorizedException', `Unable to verify secret hash for client ${ClientId}`);
  }
  return { AuthenticationResult: await refreshTokens(context, scope, RefreshToken) };
};
