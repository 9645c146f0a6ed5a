/**
 * SELECT_MFA_TYPE and MFA_SETUP: the choice of a second factor, and its set-up in the midst of a sign-in. The set-up
 * sends the challenge token where account operations send an access token.
 * https://docs.aws.amazon.com/cognito/latest/developerguide/user-pool-settings-mfa-totp.html
 */
import { invalidResponseError } from '../../../errors.ts';
import { parseJson } from '../../../lib/json.ts';
import type { AuthReply } from '../../../protocol/challenges.ts';
import type { MfaMethod } from '../../../protocol/factors.ts';
import { checkInput } from '../../../transport/check-input.ts';
import { request } from '../../../transport/request.ts';
import { hintAtClock } from '../clock-hint.ts';
import { issuerOf, otpauthUri, wrongFirstCode } from '../otpauth.ts';
import type { PendingSignIn, ReadChallenge, SignInExchange } from '../sign-in-exchange.ts';

const wireNames: Readonly<Record<MfaMethod, string>> = {
  totp: 'SOFTWARE_TOKEN_MFA',
  emailCode: 'EMAIL_OTP',
  smsCode: 'SMS_MFA',
};

/** Reads the second factors of a challenge, in its order, without those that this version does not know. */
function readMethods(
  { ChallengeParameters = {} }: AuthReply,
  parameter: 'MFAS_CAN_CHOOSE' | 'MFAS_CAN_SETUP',
): MfaMethod[] {
  const offered = parseJson(ChallengeParameters[parameter]);
  const known = Object.keys(wireNames) as MfaMethod[];
  return [offered ?? []].flat().flatMap((name) => known.filter((method) => wireNames[method] === name));
}

/** SELECT_MFA_TYPE: the user has several second factors and chooses one. */
export const readSelectMfa: ReadChallenge<'selectMfa'> = (reply, exchange) => ({
  step: {
    name: 'selectMfa',
    username: exchange.username,
    methods: readMethods(reply, 'MFAS_CAN_CHOOSE'),
  },
  answer: async ({ method }, signal) =>
    exchange.proceed(await exchange.respond(reply, { ANSWER: wireNames[method] }, signal), signal),
});

/** MFA_SETUP: the pool wants a second factor, and the user has none yet. */
export const readMfaSetup: ReadChallenge<'setUpMfa'> = (reply, exchange) => ({
  step: {
    name: 'setUpMfa',
    username: exchange.username,
    // A phone number is an attribute: it is set up by writing the attribute, not here.
    methods: readMethods(reply, 'MFAS_CAN_SETUP').filter((method) => method !== 'smsCode'),
  },
  answer: async ({ method }, signal) =>
    method === 'totp' ? setUpTotp(reply, exchange, signal) : setUpEmail(reply, exchange),
});

async function setUpTotp(
  reply: AuthReply,
  exchange: SignInExchange,
  signal?: AbortSignal,
): Promise<PendingSignIn<'setUpTotp'>> {
  const { pool, username } = exchange;
  const associated = await request(pool, 'AssociateSoftwareToken', withChallengeToken(reply.Session), signal);
  const { SecretCode: secret } = associated;
  if (!secret) throw invalidResponseError('InvalidResponse', 'AssociateSoftwareToken brought no secret');
  let challengeToken = associated.Session ?? reply.Session;
  let isVerified = false;
  return {
    step: { name: 'setUpTotp', username, secret, uri: otpauthUri(issuerOf(pool), username, secret) },
    async answer({ code, deviceName }, inner) {
      checkInput({ code });
      // VerifySoftwareToken succeeds once. If only the request after it was lost, only that is sent again.
      if (!isVerified) {
        const verified = await request(
          pool,
          'VerifySoftwareToken',
          { ...withChallengeToken(challengeToken), UserCode: code, FriendlyDeviceName: deviceName },
          inner,
        ).catch(hintAtClock);
        if (verified.Status !== 'SUCCESS') throw wrongFirstCode();
        challengeToken = verified.Session ?? challengeToken;
        isVerified = true;
      }
      const next = await exchange.respond({ ...reply, ...withChallengeToken(challengeToken) }, {}, inner);
      return exchange.proceed(next, inner);
    },
  };
}

const setUpEmail = (reply: AuthReply, exchange: SignInExchange): PendingSignIn<'setUpEmail'> => ({
  step: { name: 'setUpEmail', username: exchange.username },
  async answer({ email }, signal) {
    checkInput({ email });
    return exchange.proceed(await exchange.respond(reply, { EMAIL: email }, signal), signal);
  },
});

/** The Session member of a request, which is the challenge token. */
const withChallengeToken = (Session: string | undefined) => (Session === undefined ? {} : { Session });
