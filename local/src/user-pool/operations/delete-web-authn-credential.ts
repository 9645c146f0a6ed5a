/** https://docs.aws.amazon.com/cognito-user-identity-pools/latest/APIReference/API_DeleteWebAuthnCredential.html */
import { quoted } from '../../lib/quoted.ts';
import { ServiceError } from '../../protocol/service-error.ts';
import type { Operation } from '../context.ts';
import { readTexts, rules } from '../input.ts';
import { readAccessToken } from '../tokens/access-token.ts';

export const deleteWebAuthnCredential: Operation = async (context, input) => {
  const { AccessToken, CredentialId } = readTexts(input, {
    AccessToken: rules.accessToken,
    CredentialId: {},
  });
  const { user } = await readAccessToken(context, AccessToken);
  const index = user.passkeys.findIndex(({ credentialId }) => credentialId === CredentialId);
  if (index === -1) {
    context.platform.print(
      `${user.username} has no passkey ${quoted(CredentialId)}: it was deleted, or belongs to another user`,
    );
    throw new ServiceError('ResourceNotFoundException', 'The credential does not exist.');
  }
  user.passkeys.splice(index, 1);
  user.updatedAt = context.platform.now();
  return {};
};
