/** https://docs.aws.amazon.com/cognito-user-identity-pools/latest/APIReference/API_ListWebAuthnCredentials.html */
import type { Operation } from '../context.ts';
import { invalidParameter, readTexts, rules } from '../input.ts';
import { readInteger } from '../input-types.ts';
import { pageOf } from '../paging.ts';
import type { Passkey } from '../state.ts';
import { readAccessToken } from '../tokens/access-token.ts';

const MOST = 20;

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
    NextToken: { optional: true, min: 1, max: 131_072, pattern: /^[\S]+$/ },
  });
  const limit = readInteger(input, 'MaxResults', { min: 0, max: MOST }) || MOST;
  const { user } = await readAccessToken(context, AccessToken);
  const page = pageOf(user.passkeys, ({ credentialId }) => credentialId, limit, NextToken);
  if (!page) throw invalidParameter('Invalid pagination token.');
  return {
    Credentials: page.items.map(describe),
    ...(page.next !== undefined && { NextToken: page.next }),
  };
};
