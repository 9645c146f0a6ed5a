/** https://docs.aws.amazon.com/cognito-user-identity-pools/latest/APIReference/API_GetTokensFromRefreshToken.html */
import { checkClientSecret, findClient } from '../clients.ts';
import type { Operation } from '../context.ts';
import { readClientMetadata } from '../input-types.ts';
import { readTexts, rules } from '../input.ts';
import { refreshTokens } from '../tokens/refresh.ts';

export const getTokensFromRefreshToken: Operation = async (context, input) => {
  const { ClientId, RefreshToken, ClientSecret, DeviceKey } = readTexts(input, {
    ClientId: rules.clientId,
    RefreshToken: { min: 1 },
    ClientSecret: { optional: true },
    DeviceKey: { optional: true, min: 1, max: 55 },
  });
  const scope = findClient(context, ClientId);
  checkClientSecret(scope.client, ClientSecret);
  const request = { token: RefreshToken, deviceKey: DeviceKey, clientMetadata: readClientMetadata(input) };
  return { AuthenticationResult: await refreshTokens(context, scope, request) };
};
