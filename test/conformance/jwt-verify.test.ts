/** aws-jwt-verify, AWS's own verifier, checks the tokens and the JWKS of the local user pool. */
import { CognitoJwtVerifier } from 'aws-jwt-verify';
import { describe, expect, it } from 'vitest';
import { signedIn } from './principals.ts';
import { localAwsForTests } from '../support/local-aws-server.ts';

const aws = localAwsForTests();

async function verifier(tokenUse: 'id' | 'access', clientId = aws.config.clientId) {
  const jwtVerifier = CognitoJwtVerifier.create({ userPoolId: aws.config.userPoolId, clientId, tokenUse });
  jwtVerifier.cacheJwks(
    await fetch(`${aws.url}/${aws.config.userPoolId}/.well-known/jwks.json`).then((reply) => reply.json()),
  );
  return jwtVerifier;
}

describe('aws-jwt-verify', () => {
  it('accepts the ID token and reads its claims', async () => {
    const { idToken } = await signedIn(aws, 'ada');
    const claims = await (await verifier('id')).verify(idToken);
    expect(claims).toMatchObject({
      'cognito:username': 'ada',
      email: 'ada@example.com',
      email_verified: true,
    });
    expect(claims.exp - claims.iat).toBe(3600);
  });

  it('accepts the access token and reads its client, user and scope', async () => {
    const { accessToken } = await signedIn(aws, 'ada');
    const claims = await (await verifier('access')).verify(accessToken);
    expect(claims).toMatchObject({
      client_id: aws.config.clientId,
      username: 'ada',
      scope: 'aws.cognito.signin.user.admin',
    });
  });

  it('refuses an access token as ID token, an ID token as access token, and a token for another client', async () => {
    const { idToken, accessToken } = await signedIn(aws, 'ada');
    const [id, access, other] = [
      await verifier('id'),
      await verifier('access'),
      await verifier('id', 'anotherclient'),
    ];
    await expect(id.verify(accessToken)).rejects.toThrow(/token_use|Token use/i);
    await expect(access.verify(idToken)).rejects.toThrow(/token_use|Token use/i);
    await expect(other.verify(idToken)).rejects.toThrow(/audience/i);
  });

  it('refuses a token with one character of its signature changed', async () => {
    const { idToken } = await signedIn(aws, 'ada');
    const position = idToken.length - 20;
    const altered =
      idToken.slice(0, position) + (idToken[position] === 'A' ? 'B' : 'A') + idToken.slice(position + 1);
    await expect((await verifier('id')).verify(altered)).rejects.toThrow(/signature/i);
  });
});
