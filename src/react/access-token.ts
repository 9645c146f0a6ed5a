/** The token that account operations take. */
import { CognitoError } from '../errors.ts';
import type { Cognito } from './cognito-context.ts';

/** @throws {CognitoError} `NotSignedIn`, and what `getTokens` throws */
export async function accessToken(cognito: Cognito): Promise<string> {
  const tokens = await cognito.getTokens();
  if (tokens) return tokens.accessToken;
  throw new CognitoError({
    kind: 'session',
    code: 'NotSignedIn',
    message:
      'Nobody is signed in, and the account belongs to somebody. Show this only inside <Show when="signedIn">.',
  });
}
