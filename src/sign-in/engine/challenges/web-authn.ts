/** WEB_AUTHN: a passkey. */
import { getPasskey } from '../webauthn.ts';
import type { Challenge } from './challenge.ts';

export const webAuthn: Challenge<'passkey'> = {
  read: ({ ChallengeParameters: { CREDENTIAL_REQUEST_OPTIONS: options = '' } = {} }, username) => ({
    name: 'passkey',
    username,
    options,
  }),
  async answer({ credential }, { reply, dialogue, signal }) {
    const { options } = webAuthn.read(reply, '');
    const CREDENTIAL = credential ?? (await getPasskey(dialogue.pool, options, { signal }));
    return dialogue.proceed(await dialogue.send(reply, { CREDENTIAL }, signal), signal);
  },
};
