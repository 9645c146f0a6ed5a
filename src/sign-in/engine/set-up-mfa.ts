/**
 * Sets up a second factor in the midst of a sign-in, by the challenge's Session instead of an access token.
 * https://docs.aws.amazon.com/cognito/latest/developerguide/user-pool-settings-mfa-totp.html
 */
import { invalidResponseError } from '../../errors.ts';
import type { AuthReply } from '../../protocol/challenges.ts';
import { checkInput } from '../../transport/check-input.ts';
import type { Asked, Dialogue, SignInProgress } from './challenges/challenge.ts';
import { hintAtClock, issuerOf, otpauthUri, wrongFirstCode } from './otpauth.ts';
import { request } from '../../transport/request.ts';
import type { MfaMethod } from '../../protocol/factors.ts';

interface SetUp {
  reply: AuthReply;
  dialogue: Dialogue;
  signal?: AbortSignal | undefined;
}

/** What follows the choice of a method. */
export const setUpMfa = async (method: MfaMethod, asked: SetUp): Promise<SignInProgress> =>
  method === 'totp' ? setUpTotp(asked) : setUpEmail(asked);

async function setUpTotp({ reply, dialogue, signal }: SetUp): Promise<Asked<'setUpTotp'>> {
  const { pool, username } = dialogue;
  const { SecretCode: secret, Session = reply.Session } = await request(
    pool,
    'AssociateSoftwareToken',
    session(reply.Session),
    signal,
  );
  if (!secret) throw invalidResponseError('InvalidResponse', 'AssociateSoftwareToken brought no secret');
  let held = Session;
  let isVerified = false;
  return {
    step: { name: 'setUpTotp', username, secret, uri: otpauthUri(issuerOf(pool), username, secret) },
    async answer({ code, deviceName }, inner) {
      checkInput({ code });
      // The app is proven once: where only what follows got no answer, that is sent again.
      if (!isVerified) {
        const verified = await request(
          pool,
          'VerifySoftwareToken',
          { ...session(held), UserCode: code, FriendlyDeviceName: deviceName },
          inner,
        ).catch(hintAtClock);
        if (verified.Status !== 'SUCCESS') throw wrongFirstCode();
        held = verified.Session ?? held;
        isVerified = true;
      }
      return dialogue.proceed(await dialogue.send({ ...reply, ...session(held) }, {}, inner), inner);
    },
  };
}

const setUpEmail = ({ reply, dialogue }: SetUp): Asked<'setUpEmail'> => ({
  step: { name: 'setUpEmail', username: dialogue.username },
  async answer({ email }, signal) {
    checkInput({ email });
    return dialogue.proceed(await dialogue.send(reply, { EMAIL: email }, signal), signal);
  },
});

const session = (Session: string | undefined) => (Session === undefined ? {} : { Session });
