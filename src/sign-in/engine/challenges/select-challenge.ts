/** SELECT_CHALLENGE: the ways in that a person has. And PASSWORD and PASSWORD_SRP, to which one of them leads. */
import { createSrpExchange } from '../srp/srp.ts';
import type { Factor } from '../../../protocol/factors.ts';
import { wireFactors } from './factors.ts';
import type { Asked, Challenge, Dialogue } from './challenge.ts';

/**
 * A password is sent by a new InitiateAuth with its SRP_A in it: as many requests as with the Session, which a wrong
 * password would have used up.
 */
function askPassword(dialogue: Dialogue): Asked<'password'> {
  const { random } = dialogue.pool.platform;
  const prepare = () => {
    const srp = createSrpExchange(random);
    void srp.publicA();
    return srp;
  };
  let srp = prepare();
  return {
    step: { name: 'password', username: dialogue.username },
    answer({ password }, signal) {
      const prepared = srp;
      srp = prepare();
      return dialogue.restart({ password, srp: prepared }, signal);
    },
  };
}

/** Without the choice, where the app or the person preferred it. */
export const password: Challenge<'password'> = {
  read: (_reply, username) => ({ name: 'password', username }),
  answer: (answer, { dialogue, signal }) => askPassword(dialogue).answer(answer, signal),
};

/** Where a way in stands among those on offer; a password is one, by whichever protocol. */
const place = (offered: readonly string[], factor: Factor) =>
  offered.findIndex((name) => name === wireFactors[factor] || (factor === 'password' && name === 'PASSWORD'));

export const selectChallenge: Challenge<'selectFactor'> = {
  read: ({ AvailableChallenges = [] }, username) => ({
    name: 'selectFactor',
    username,
    factors: (Object.keys(wireFactors) as Factor[])
      .map((factor) => ({ factor, at: place(AvailableChallenges, factor) }))
      .filter(({ at }) => at >= 0)
      .toSorted((a, b) => a.at - b.at)
      .map(({ factor }) => factor),
  }),
  async answer({ factor }, { reply, dialogue, signal }) {
    if (factor === 'password') return askPassword(dialogue);
    const next = await dialogue.send(reply, { ANSWER: wireFactors[factor] }, signal);
    return dialogue.proceed(next, signal, true);
  },
};
