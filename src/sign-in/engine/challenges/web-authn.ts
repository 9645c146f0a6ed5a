/** WEB_AUTHN: a passkey. https://docs.aws.amazon.com/cognito/latest/developerguide/amazon-cognito-user-pools-authentication-flow-methods.html */
import type { ReadChallenge } from '../sign-in-exchange.ts';
import { getPasskey } from '../webauthn.ts';

/** Milliseconds for the ceremony, in which the user takes part. */
const CEREMONY = 10 * 60_000;

export const readWebAuthn: ReadChallenge<'passkey'> = (reply, exchange) => {
  const options = reply.ChallengeParameters?.['CREDENTIAL_REQUEST_OPTIONS'] ?? '';
  return {
    step: { name: 'passkey', username: exchange.username, options },
    timeout: CEREMONY,
    async answer({ credential }, signal) {
      const CREDENTIAL = credential ?? (await getPasskey(exchange.pool, options, { signal }));
      return exchange.proceed(await exchange.respond(reply, { CREDENTIAL }, signal), signal);
    },
  };
};
