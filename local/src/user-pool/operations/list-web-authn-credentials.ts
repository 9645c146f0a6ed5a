/** https://docs.aws.amazon.com/cognito-user-identity-pools/latest/APIReference/API_ListWebAuthnCredentials.html */
import type { Operation } from '../context.ts';
import { readTexts, rules } from '../input.ts';
import { nextToken, pageOf, pageToken, readLimit } from '../paging.ts';
import type { Passkey } from '../state.ts';
import { readAccessToken } from '../tokens/access-token.ts';

const MAX_PER_PAGE = 20;

const describe = ({ credentialId, name, relyingPartyId, attachment, transports, createdAt }: Passkey) => ({
  CredentialId: credentialId,
  FriendlyCredentialName: name,
  RelyingPartyId: relyingPartyId,
  ...(attachment !== undefined && { AuthenticatorAttachment: attachment }),
  AuthenticatorTransports: transports,
  CreatedAt: createdAt / 1000,
});

export const listWebAuthnCredentials: Operation = async (context, input) => {
  const { AccessToken, NextToken } = readTexts(input, {
    AccessToken: rules.accessToken,
    NextToken: { ...pageToken, max: 131_072 },
  });
  const limit = readLimit(input, 'MaxResults', MAX_PER_PAGE);
  const { user } = await readAccessToken(context, AccessToken);
  const page = pageOf(user.passkeys, ({ credentialId }) => credentialId, {
    limit,
    token: NextToken,
    order: 'asListed',
  });
  return { Credentials: page.items.map(describe), ...nextToken('NextToken', page) };
};
