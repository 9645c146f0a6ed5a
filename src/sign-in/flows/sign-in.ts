/** Signs in, step by step, as an observable that any interface can show. */
import { isCognitoError } from '../../errors.ts';
import { checkInput } from '../../transport/check-input.ts';
import type { DeviceMemory } from '../engine/device/device-memory.ts';
import { startSignIn, type SignInInput } from '../engine/start-sign-in.ts';
import { type SignInProgress } from '../engine/challenges/challenge.ts';
import type { AuthFlow, Factor } from '../../protocol/factors.ts';
import type { ReturnReason, SignInAnswers, SignInStep } from '../engine/sign-in-step.ts';
import { createSrpExchange, type SrpExchange } from '../engine/srp/srp.ts';
import { createFlow, type Stage, type StageAt } from './create-flow.ts';
import type { FlowHost } from './flow-host.ts';
import type { Flow, FlowState } from './flow.ts';
import { createPrefetch } from './prefetch.ts';

/** Back to where the sign-in began. */
type ComeFrom = (username: string, reason?: ReturnReason) => SignInStage;
type SignInStage = Stage<SignInStep, SignInAnswers>;
type At<Name extends SignInStep['name']> = StageAt<SignInStep, SignInAnswers, Name>;

export interface SignInFlowOptions {
  /** Fills in the first step, such as that of the last visit. */
  username?: string | undefined;
  /** Default: the config's, or else `srp`. */
  authFlow?: AuthFlow | undefined;
  /** For `choice`: the factor to ask for at once, if the person has it. */
  preferred?: Factor | undefined;
  /** For `choice`: asks for the ways in of `username` before the person submits, so that they are there at once. */
  prefetch?: boolean | undefined;
  /** Whether the session outlives its tab and this browser keeps the name; `start` may say otherwise. Default true. */
  remember?: boolean | undefined;
  /** For the pool's triggers, with every request. */
  clientMetadata?: Readonly<Record<string, string>> | undefined;
}

/** What a sign-in can begin with beside the first step's answer. */
export type SignInStart = Pick<
  SignInInput,
  'username' | 'password' | 'session' | 'parameters' | 'preferred'
> &
  Pick<SignInFlowOptions, 'remember'>;

export interface SignInFlow extends Flow<FlowState<SignInStep, SignInAnswers>> {
  /**
   * Starts over with these, as after a sign-up: with its password, or with the Session of its confirmation.
   * Whatever was pending is superseded. Never rejects.
   */
  start: (answer: SignInStart) => Promise<void>;
  /** @internal Takes over a sign-in that was begun elsewhere, and answers what it asks. Never rejects. */
  resume: (progress: SignInProgress, answer: object) => Promise<void>;
}

/** The stage of a flow that begins with something else than a name, made with what sends InitiateAuth. */
export type FirstStage = (
  begin: (start: SignInStart, from: ComeFrom, signal: AbortSignal) => Promise<SignInStage>,
) => SignInStage;

/** Confirms a device all the same: the pool renews nothing for one that is not. */
const unremembered: DeviceMemory = { get: async () => undefined, set: async () => undefined };

/** Milliseconds for a passkey ceremony, which a person takes part in. */
const CEREMONY = 10 * 60_000;

export function createSignInFlow(host: FlowHost, options?: SignInFlowOptions): SignInFlow;
/** @internal Begins at another step. */
export function createSignInFlow(
  host: FlowHost,
  options: SignInFlowOptions | undefined,
  first: FirstStage,
): SignInFlow;
export function createSignInFlow(
  host: FlowHost,
  {
    username,
    authFlow = host.config?.authFlow ?? 'USER_SRP_AUTH',
    preferred,
    prefetch,
    clientMetadata,
    remember,
  }: SignInFlowOptions = {},
  first?: FirstStage,
): SignInFlow {
  const { userPool } = host;
  const { clock, random } = userPool.platform;
  // Nothing is sent before the password is there.
  const provesByPassword =
    authFlow === 'USER_AUTH' ? preferred === 'password' : authFlow !== 'CUSTOM_WITHOUT_SRP';
  let prepared: SrpExchange | undefined;
  /** What whoever signs in now said of it. */
  let kept = remember;

  /** Works A out while the person types. Each exchange serves one sign-in. */
  const prepare = () => {
    if (authFlow === 'USER_PASSWORD_AUTH' || authFlow === 'CUSTOM_WITHOUT_SRP') return;
    prepared ??= createSrpExchange(random);
    void prepared.publicA();
  };

  const send = (start: SignInStart, signal?: AbortSignal) => {
    const srp = start.password === undefined ? undefined : prepared;
    if (srp) prepared = undefined;
    const input = {
      authFlow,
      preferred,
      clientMetadata,
      devices: kept === false && host.devices ? unremembered : host.devices,
      srp,
      ...start,
    };
    if (start.session !== undefined) input.authFlow = 'USER_AUTH';
    return startSignIn(userPool, input, signal);
  };
  const asks =
    // A code is sent to who asks for it, not to whose page is open.
    prefetch && username !== undefined && authFlow === 'USER_AUTH' && !/password|Code/.test(preferred ?? '');
  const ahead = asks ? createPrefetch(clock, () => send({ username })) : undefined;

  const identifier = (name?: string, reason?: ReturnReason): At<'identifier'> => ({
    step: { name: 'identifier', username: name, reason },
    async answer(answer: SignInStart, signal) {
      const { username: typed, password, session } = answer;
      kept = answer.remember ?? remember;
      checkInput({ username: typed });
      // A preference in the answer, be it for none, stands before the flow's.
      if ((password ?? session) === undefined && provesByPassword && !('preferred' in answer))
        return askPassword(typed);
      return begin(answer, identifier, signal);
    },
  });

  const askPassword = (name: string): At<'password'> => ({
    step: { name: 'password', username: name },
    answer: ({ password }, signal) => begin({ username: name, password }, askPassword, signal),
    back: () => identifier(name),
  });

  async function begin(start: SignInStart, from: ComeFrom, signal: AbortSignal): Promise<SignInStage> {
    try {
      // For the bare name: a password, a Session and a step-up have a start of their own.
      const fetched =
        start.username === username &&
        (start.password ?? start.session ?? start.parameters) === undefined &&
        !('preferred' in start) &&
        kept === remember
          ? ahead?.take()
          : undefined;
      return await proceed(await (fetched ?? send(start, signal)), from, signal);
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
      await host.adoptTokens(progress.tokens, { remember: kept });
    }
    return stageOf(progress, from);
  }

  function stageOf(progress: SignInProgress, from: ComeFrom): SignInStage {
    if ('tokens' in progress) return { step: progress.step };
    const { step, answer, resend } = progress;
    // No password is in reach of this stage, but for a sign-up to confirm: fault 86.
    return {
      ...progress,
      back: () => from(step.username),
      resend:
        resend &&
        (async (inner: AbortSignal) => {
          const sent = await resend(inner);
          return 'step' in sent ? proceed(sent, from, inner) : sent;
        }),
      budget: step.name === 'passkey' ? CEREMONY : undefined,
      async answer(input: never, inner: AbortSignal) {
        try {
          return await proceed(await answer(input, inner), from, inner);
        } catch (error) {
          // Refused as such, where a wrong code has a name of its own: the challenge ran out, or the password
          // that was held is wrong. Either way the sign-in begins again.
          if (step.name === 'password' || !isCognitoError(error, 'NotAuthorizedException')) throw error;
          return (from === askPassword ? identifier : from)(step.username, 'challengeExpired');
        }
      },
    } as SignInStage;
  }

  const flow = createFlow<SignInStep, SignInAnswers>(clock, () =>
    first ? first(begin) : identifier(username),
  );
  return {
    ...flow,
    subscribe(listener) {
      prepare();
      if (flow.getSnapshot().name === 'identifier') ahead?.fetch();
      return flow.subscribe(listener);
    },
    async start(answer) {
      flow.enter(identifier(answer.username));
      await flow.getSnapshot().submit(answer as never);
    },
    async resume(progress, answer) {
      flow.enter(stageOf(progress, identifier));
      await flow.getSnapshot().submit(answer as never);
    },
  };
}
