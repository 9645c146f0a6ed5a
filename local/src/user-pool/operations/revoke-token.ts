/** https://docs.aws.amazon.com/cognito-user-identity-pools/latest/APIReference/API_RevokeToken.html */
import { ServiceError } from '../../protocol/service-error.ts';
import { findClient, isClientSecret } from '../clients.ts';
import type { Operation } from '../context.ts';
import { readTexts, rules } from '../input.ts';
import { findRefreshToken } from '../tokens/refresh.ts';
import { isRevocable, revokeSignIn } from '../tokens/revocation.ts';

/**
 * Ends the sign-in of a refresh token. Assumption: AWS answers an unknown token with success, as RFC 7009 does.
 * https://www.rfc-editor.org/rfc/rfc7009#section-2.2
 */
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
      'Token revocation is not enabled for this client, so its tokens work until they expire. Turn on its tokenRevocation.',
    );
  }
  if (/^[\w-]+\.[\w-]+\.[\w-]+$/.test(Token)) {
    throw new ServiceError(
      'UnsupportedTokenTypeException',
      'Unsupported token type: a refresh token is needed.',
    );
  }
  const refreshToken = await findRefreshToken(scope, Token);
  if (!refreshToken) return {};
  if (refreshToken.session.clientId !== ClientId) {
    throw new ServiceError('UnauthorizedException', 'The token was issued to another client.');
  }
  revokeSignIn(scope.pool, refreshToken.record.originJti);
  return {};
};
