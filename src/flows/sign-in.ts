/** Signs in, step by step, as an observable that any interface can show. */
import { isCognitoError } from '../errors.ts';
import { checkInput } from '../user-pool/check-input.ts';
import { startSignIn, type SignInProgress } from '../user-pool/sign-in.ts';
import type { ReturnReason, SignInAnswers, SignInStep } from '../user-pool/sign-in-step.ts';
import { createSrpExchange, type SrpExchange } from '../user-pool/srp.ts';
import { createFlow, type Stage, type StageAt } from './create-flow.ts';
import type { FlowHost } from './flow-host.ts';
import type { Flow, FlowState } from './flow.ts';

/** The step that the password was typed at, and that `back` returns to. */
type ComeFrom = (username: string) => SignInStage;
type SignInStage = Stage<SignInStep, SignInAnswers>;
type At<Name extends SignInStep['name']> = StageAt<SignInStep, SignInAnswers, Name>;

export interface SignInFlow extends Flow<FlowState<SignInStep, SignInAnswers>> {
  /** Starts over with these, as after a sign-up. Whatever was pending is superseded. Never rejects. */
  start: (answer: { username: string; password: string }) => Promise<void>;
}

/** `username` fills in the first step, such as that of the last visit. */
export function createSignInFlow(host: FlowHost, { username }: { username?: string } = {}): SignInFlow {
  const { userPool } = host;
  const { clock, random } = userPool.world;
  let prepared: SrpExchange | undefined;

  /** Works A out while the person types. Each exchange serves one sign-in. */
  const prepare = () => {
    prepared ??= createSrpExchange(random);
    void prepared.publicA();
  };

  const identifier = (name?: string, reason?: ReturnReason): At<'identifier'> => ({
    step: { name: 'identifier', username: name, reason },
    async answer(answer, signal) {
      if (answer.password !== undefined) {
        return prove(answer.username, answer.password, identifier, signal);
      }
      checkInput({ username: answer.username });
      return askPassword(answer.username);
    },
  });

  const askPassword = (name: string): At<'password'> => ({
    step: { name: 'password', username: name },
    answer: ({ password }, signal) => prove(name, password, askPassword, signal),
    back: () => identifier(name),
  });

  async function prove(name: string, password: string, from: ComeFrom, signal: AbortSignal) {
    const srp = prepared;
    prepared = undefined;
    try {
      return await proceed(
        await startSignIn(userPool, { username: name, password, srp }, signal),
        from,
        signal,
      );
    } catch (error) {
      // There will be another try.
      prepare();
      throw error;
    }
  }

  /** Turns tokens into a session, and what the service asks for into a stage. */
  async function proceed(
    progress: SignInProgress,
    from: ComeFrom,
    signal: AbortSignal,
  ): Promise<SignInStage> {
    if ('tokens' in progress) {
      // A result that nobody waits for any more signs nobody in.
      signal.throwIfAborted();
      await host.adoptTokens(progress.tokens);
      return { step: progress.step };
    }
    const { step, answer } = progress;
    // No password is in reach of this stage, but for a sign-up to confirm: fault 86.
    return {
      ...progress,
      back: () => from(step.username),
      async answer(input: never, inner: AbortSignal) {
        try {
          return await proceed(await answer(input, inner), from, inner);
        } catch (error) {
          // Refused as such, where a wrong code has a name of its own: the challenge ran out, or the password
          // that was held is wrong. Either way the sign-in begins again.
          if (!isCognitoError(error, 'NotAuthorizedException')) throw error;
          return identifier(step.username, 'challengeExpired');
        }
      },
    } as SignInStage;
  }

  const flow = createFlow<SignInStep, SignInAnswers>(clock, () => identifier(username));
  return {
    ...flow,
    subscribe(listener) {
      prepare();
      return flow.subscribe(listener);
    },
    async start(answer) {
      flow.enter(identifier(answer.username));
      await flow.getSnapshot().submit(answer as never);
    },
  };
}
