/** https://docs.aws.amazon.com/cognito-user-identity-pools/latest/APIReference/API_RevokeToken.html */
import { ServiceError } from '../../protocol/service-error.ts';
import { findClient, isClientSecret } from '../clients.ts';
import type { Operation } from '../context.ts';
import { readTexts, rules } from '../input.ts';
import { findRefreshToken } from '../tokens/refresh.ts';
import { isRevocable, revokeSignIn } from '../tokens/revocation.ts';

/** (?) An unknown token is answered like one that is gone already, as RFC 7009 has it. */
export const revokeToken: Operation = async (context, input) => {
  const { ClientId, Token, ClientSecret } = readTexts(input, {
    ClientId: rules.clientId,
    Token: { min: 1 },
    ClientSecret: { optional: true },
  });
  const scope = findClient(context, ClientId);
  if (!isClientSecret(scope.client, ClientSecret)) {
    throw new ServiceError('UnauthorizedException', 'Invalid client secret.');
  }
  if (!isRevocable(scope.client)) {
    throw new ServiceError(
      'UnsupportedOperationException',
      'Token revocation is not enabled for this client, so its tokens work until they end. Turn on its tokenRevocation.',
    );
  }
  if (/^[\w-]+\.[\w-]+\.[\w-]+$/.test(Token)) {
    throw new ServiceError(
      'UnsupportedTokenTypeException',
      'Unsupported token type: a refresh token is needed.',
    );
  }
  const found = await findRefreshToken(scope, Token);
  if (!found) return {};
  if (found.session.clientId !== ClientId) {
    throw new ServiceError('UnauthorizedException', 'The token was issued to another client.');
  }
  revokeSignIn(scope.pool, found.record.originJti);
  return {};
};
