/** CUSTOM_AUTH: the challenges of the app's triggers, with and without a password before them. */
import { beforeEach, describe, expect, it } from 'vitest';
import type { LocalAwsOptions } from 'cognito-kit-local';
import {
  invalidToken,
  type PoolUnderTest,
  poolUnderTest,
  refusal,
  usedToken,
  wrongPassword,
} from './pool-under-test.ts';
import { srpClient, timestampOf } from './srp-client.ts';

type Triggers = NonNullable<LocalAwsOptions['triggers']>;
type Event = Parameters<NonNullable<Triggers['DefineAuthChallenge']>>[0];
interface Round {
  challengeName: string;
  challengeResult: boolean;
  challengeMetadata?: string;
}

const roundsOf = (event: Event) => event.request['session'] as Round[];
const isRight = ({ challengeName, challengeResult }: Round) =>
  challengeName === 'CUSTOM_CHALLENGE' && challengeResult;

let events: Event[] = [];
beforeEach(() => {
  events = [];
});

/**
 * Issues tokens after two right answers and fails after three wrong ones; asks for the password first if SRP_A was
 * sent.
 */
const defineChallenge = (event: Event) => {
  const rounds = roundsOf(event);
  const last = rounds.at(-1);
  const next =
    last?.challengeName === 'SRP_A'
      ? { challengeName: 'PASSWORD_VERIFIER' }
      : { challengeName: 'CUSTOM_CHALLENGE' };
  Object.assign(event.response, {
    issueTokens: rounds.filter(isRight).length === 2,
    failAuthentication: rounds.filter(({ challengeResult }) => !challengeResult).length === 3,
    ...next,
  });
};

const triggers: Triggers = {
  DefineAuthChallenge: (event) => {
    events.push(structuredClone(event));
    defineChallenge(event);
  },
  CreateAuthChallenge: (event) => {
    events.push(structuredClone(event));
    const number = roundsOf(event).filter(({ challengeName }) => challengeName === 'CUSTOM_CHALLENGE').length;
    Object.assign(event.response, {
      publicChallengeParameters: { question: `${number} + 1` },
      privateChallengeParameters: { answer: String(number + 1) },
      challengeMetadata: `SUM_${number}`,
    });
  },
  VerifyAuthChallengeResponse: (event) => {
    events.push(structuredClone(event));
    const { privateChallengeParameters, challengeAnswer } = event.request as {
      privateChallengeParameters: { answer: string };
      challengeAnswer: string;
    };
    event.response['answerCorrect'] = challengeAnswer === privateChallengeParameters.answer;
  },
};

const custom = (options: LocalAwsOptions = {}): PoolUnderTest =>
  poolUnderTest({
    triggers,
    ...options,
    client: { authFlows: ['CUSTOM_AUTH', 'USER_SRP_AUTH'], ...options.client },
  });
const pool = custom();
beforeEach(() => pool.aws.reset());

const begin = (USERNAME = 'ada', targetPool = pool) => targetPool.initiate('CUSTOM_AUTH', { USERNAME });
const answer = (ANSWER: string, Session?: string, USERNAME = 'ada', targetPool = pool) =>
  targetPool.respond('CUSTOM_CHALLENGE', { USERNAME, ANSWER }, Session);

async function beginWithSrp(username: string, password: string, targetPool = pool) {
  const client = srpClient();
  const { ChallengeName, ChallengeParameters = {} } = await targetPool.initiate('CUSTOM_AUTH', {
    USERNAME: username,
    CHALLENGE_NAME: 'SRP_A',
    SRP_A: client.A,
  });
  expect(ChallengeName).toBe('PASSWORD_VERIFIER');
  const claim = client.claim(
    targetPool.poolName,
    ChallengeParameters,
    password,
    timestampOf(targetPool.aws.clock.now()),
  );
  return targetPool.respond('PASSWORD_VERIFIER', claim);
}

describe('CUSTOM_AUTH without a password', () => {
  it('the trigger decides how many challenges come before the tokens', async () => {
    const first = await begin();
    expect(first).toMatchObject({
      ChallengeName: 'CUSTOM_CHALLENGE',
      ChallengeParameters: { USERNAME: 'ada', question: '0 + 1' },
    });
    expect(JSON.stringify(first)).not.toContain('answer');
    const second = await answer('1', first.Session);
    expect(second.ChallengeParameters).toMatchObject({ question: '1 + 1' });
    expect(await answer('2', second.Session)).toHaveProperty('AuthenticationResult.RefreshToken');
  });

  it('the triggers get the events that AWS documents', async () => {
    const { Session } = await begin();
    await pool.call('RespondToAuthChallenge', {
      ClientId: pool.ClientId,
      ChallengeName: 'CUSTOM_CHALLENGE',
      ChallengeResponses: { USERNAME: 'ada', ANSWER: 'wrong' },
      ClientMetadata: { why: 'test' },
      Session,
    });
    expect(events.map(({ triggerSource }) => triggerSource)).toEqual([
      'DefineAuthChallenge_Authentication',
      'CreateAuthChallenge_Authentication',
      'VerifyAuthChallengeResponse_Authentication',
      'DefineAuthChallenge_Authentication',
      'CreateAuthChallenge_Authentication',
    ]);
    const [define0, create0, verify, define1] = events;
    expect(define0).toMatchObject({
      version: '1',
      userName: 'ada',
      callerContext: { clientId: pool.ClientId },
    });
    expect(define0?.request).toEqual({
      userAttributes: expect.objectContaining({
        email: 'ada@example.com',
        'cognito:user_status': 'CONFIRMED',
      }),
      session: [],
      userNotFound: false,
    });
    expect(define0?.response).toEqual({ challengeName: null, issueTokens: null, failAuthentication: null });
    expect(create0?.request).toMatchObject({ challengeName: 'CUSTOM_CHALLENGE', session: [] });
    expect(verify?.request).toMatchObject({
      privateChallengeParameters: { answer: '1' },
      challengeAnswer: 'wrong',
      clientMetadata: { why: 'test' },
    });
    expect(define1?.request['session']).toEqual([
      { challengeName: 'CUSTOM_CHALLENGE', challengeResult: false, challengeMetadata: 'SUM_0' },
    ]);
  });

  it('the trigger can fail the sign-in', async () => {
    let { Session } = await begin();
    ({ Session } = await answer('wrong', Session));
    ({ Session } = await answer('wrong', Session));
    await expect(answer('wrong', Session)).rejects.toMatchObject(wrongPassword);
  });

  it('a challenge token is valid for one answer of its own user', async () => {
    const { Session } = await begin();
    await expect(answer('1', Session, 'grace')).rejects.toMatchObject(invalidToken);
    const next = await answer('wrong', Session);
    await expect(answer('1', Session)).rejects.toMatchObject(usedToken);
    pool.aws.clock.advance(180);
    await expect(answer('2', next.Session)).rejects.toMatchObject(refusal('NotAuthorizedException'));
  });

  it('a challenge token stays valid if the trigger throws', async () => {
    let broken = true;
    const poolWithTrigger = custom({
      triggers: {
        ...triggers,
        VerifyAuthChallengeResponse: (event) => {
          if (broken) throw new Error('no database');
          return triggers.VerifyAuthChallengeResponse?.(event);
        },
      },
    });
    const { Session } = await begin('ada', poolWithTrigger);
    await expect(answer('1', Session, 'ada', poolWithTrigger)).rejects.toMatchObject(
      refusal('UserLambdaValidationException', 'VerifyAuthChallengeResponse failed with error no database.'),
    );
    broken = false;
    expect(await answer('1', Session, 'ada', poolWithTrigger)).toMatchObject({
      ChallengeName: 'CUSTOM_CHALLENGE',
    });
  });
});

describe('CUSTOM_AUTH with SRP_A', () => {
  it('a right password leads to the custom challenges', async () => {
    const first = await beginWithSrp('ada', 'Correct-horse-1');
    expect(events.map((event) => roundsOf(event)).at(-1)).toEqual([
      { challengeName: 'SRP_A', challengeResult: true },
      { challengeName: 'PASSWORD_VERIFIER', challengeResult: true },
    ]);
    const second = await answer('1', first.Session);
    expect(await answer('2', second.Session)).toHaveProperty('AuthenticationResult');
  });

  it('a wrong password calls no further trigger', async () => {
    await expect(beginWithSrp('ada', 'Wrong-horse-1')).rejects.toMatchObject(wrongPassword);
    expect(events).toHaveLength(1);
  });

  it('TOTP and a new password are asked for before the custom challenges', async () => {
    const asked = await beginWithSrp('grace', 'Battery-staple-2');
    expect(asked.ChallengeName).toBe('SOFTWARE_TOKEN_MFA');
    const secret = pool.aws.users.find(({ username }) => username === 'grace')?.totpSecret ?? '';
    const next = await pool.respond(
      'SOFTWARE_TOKEN_MFA',
      { USERNAME: 'grace', SOFTWARE_TOKEN_MFA_CODE: pool.totp(secret) },
      asked.Session,
    );
    expect(next.ChallengeName).toBe('CUSTOM_CHALLENGE');
    expect(roundsOf(events.at(-1)!)).toEqual([
      { challengeName: 'SRP_A', challengeResult: true },
      { challengeName: 'PASSWORD_VERIFIER', challengeResult: true },
      { challengeName: 'SOFTWARE_TOKEN_MFA', challengeResult: true },
    ]);

    const temporary = await beginWithSrp('linus', 'Temporary-pass-3');
    expect(temporary.ChallengeName).toBe('NEW_PASSWORD_REQUIRED');
    expect(
      await pool.respond(
        'NEW_PASSWORD_REQUIRED',
        { USERNAME: 'linus', NEW_PASSWORD: 'Permanent-pass-4' },
        temporary.Session,
      ),
    ).toMatchObject({ ChallengeName: 'CUSTOM_CHALLENGE' });
  });
});

describe('fault 46 (unknown user): CUSTOM_AUTH with an unknown username', () => {
  const issueTokens = (event: Event) => void Object.assign(event.response, { issueTokens: true });

  it('the triggers get userNotFound, and no tokens are issued', async () => {
    const asked = await begin('nobody');
    expect(asked).toMatchObject({
      ChallengeName: 'CUSTOM_CHALLENGE',
      ChallengeParameters: { USERNAME: 'nobody' },
    });
    expect(events[0]?.request).toEqual({ userAttributes: {}, session: [], userNotFound: true });
    const poolIssuingTokens = custom({ triggers: { ...triggers, DefineAuthChallenge: issueTokens } });
    expect(await begin('ada', poolIssuingTokens)).toHaveProperty('AuthenticationResult');
    await expect(begin('nobody', poolIssuingTokens)).rejects.toMatchObject(wrongPassword);
    await expect(beginWithSrp('nobody', 'Correct-horse-1')).rejects.toMatchObject(wrongPassword);
  });

  it('a client with LEGACY existence errors names the unknown user', async () => {
    const legacy = custom({ client: { preventUserExistenceErrors: 'LEGACY' } });
    await expect(begin('nobody', legacy)).rejects.toMatchObject(refusal('UserNotFoundException'));
    expect(events).toEqual([]);
    await begin('ada', legacy);
    expect(events[0]?.request).not.toHaveProperty('userNotFound');
  });
});

describe('a custom sign-in that is refused', () => {
  it('a pool without triggers and a client without CUSTOM_AUTH are refused', async () => {
    await expect(begin('ada', custom({ triggers: {} }))).rejects.toMatchObject(
      refusal('InvalidParameterException', 'Custom auth lambda trigger is not configured for the user pool.'),
    );
    await expect(
      poolUnderTest({ triggers }).initiate('CUSTOM_AUTH', { USERNAME: 'ada' }),
    ).rejects.toMatchObject(
      refusal('InvalidParameterException', 'CUSTOM_AUTH flow not enabled for this client'),
    );
  });

  it.each([
    ['no challenge', {}],
    ['an unknown challenge', { challengeName: 'RIDDLE' }],
    ['a password without SRP_A', { challengeName: 'PASSWORD_VERIFIER' }],
  ])('a trigger that asks for %s is refused', async (_what, response) => {
    const poolWithTrigger = custom({
      triggers: { ...triggers, DefineAuthChallenge: (event) => void Object.assign(event.response, response) },
    });
    await expect(begin('ada', poolWithTrigger)).rejects.toMatchObject(
      refusal('InvalidLambdaResponseException'),
    );
  });

  it('a trigger whose challenge parameters are not texts is refused', async () => {
    const poolWithTrigger = custom({
      triggers: {
        ...triggers,
        CreateAuthChallenge: (event) =>
          void Object.assign(event.response, { publicChallengeParameters: { n: 1 } }),
      },
    });
    await expect(begin('ada', poolWithTrigger)).rejects.toMatchObject(
      refusal('InvalidLambdaResponseException'),
    );
  });

  it('a user who was disabled meanwhile is refused, whatever the triggers say', async () => {
    const { Session } = await begin();
    const { Session: next } = await answer('1', Session);
    const snapshot = await pool.aws.snapshot();
    Object.values(snapshot.state.userPools.pools)[0]!.users['ada']!.enabled = false;
    const later = custom({ snapshot });
    await expect(answer('2', next, 'ada', later)).rejects.toMatchObject(
      refusal('NotAuthorizedException', 'User is disabled.'),
    );
  });
});
