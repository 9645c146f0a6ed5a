/**
 * SELECT_CHALLENGE: the first factors that the user has. And PASSWORD and PASSWORD_SRP, which follow the choice of a
 * password. https://docs.aws.amazon.com/cognito/latest/developerguide/authentication-flows-selection-sdk.html
 */
import { wireFactors, type Factor } from '../../../protocol/factors.ts';
import type { PendingSignIn, ReadChallenge, SignInExchange } from '../sign-in-exchange.ts';
import { createSrpExchange } from '../srp/srp.ts';

/**
 * Asks for the password, and sends it by a new InitiateAuth with its SRP_A. That takes as many requests as the answer to
 * the challenge, whose token a wrong password would have used up.
 */
function askPassword(exchange: SignInExchange): PendingSignIn<'password'> {
  const { random } = exchange.pool.platform;
  const prepare = () => {
    const srp = createSrpExchange(random);
    void srp.publicA();
    return srp;
  };
  let prepared = prepare();
  return {
    step: { name: 'password', username: exchange.username },
    answer({ password }, signal) {
      const srp = prepared;
      prepared = prepare();
      return exchange.restart({ password, srp }, signal);
    },
  };
}

/** PASSWORD and PASSWORD_SRP, without a choice before them: the app or the user preferred the password. */
export const readPassword: ReadChallenge<'password'> = (_reply, exchange) => askPassword(exchange);

/** Returns the place of a first factor among those on offer. A password is one factor, by either protocol. */
const placeOf = (offered: readonly string[], factor: Factor) =>
  offered.findIndex((name) => name === wireFactors[factor] || (factor === 'password' && name === 'PASSWORD'));

export const readSelectChallenge: ReadChallenge<'selectFactor'> = (reply, exchange) => {
  const { AvailableChallenges = [] } = reply;
  return {
    step: {
      name: 'selectFactor',
      username: exchange.username,
      factors: (Object.keys(wireFactors) as Factor[])
        .map((factor) => ({ factor, place: placeOf(AvailableChallenges, factor) }))
        .filter(({ place }) => place >= 0)
        .toSorted((a, b) => a.place - b.place)
        .map(({ factor }) => factor),
    },
    async answer({ factor }, signal) {
      if (factor === 'password') return askPassword(exchange);
      const next = await exchange.respond(reply, { ANSWER: wireFactors[factor] }, signal);
      return exchange.proceed(next, signal, { isFirstFactor: true });
    },
  };
};
