/** Walks a sign-in as a person would: knows what a person knows, and answers whatever step is shown. */
import { Secret, TOTP } from 'otpauth';
import type { FlowState, FlowHost } from '../../src/sign-in/flows/flow.ts';
import { createSignInFlow, type SignInFlow } from '../../src/sign-in/flows/sign-in.ts';
import type { SignInFlowOptions } from '../../src/sign-in/flows/sign-in-requests.ts';
import type { SignInAnswers, SignInStep } from '../../src/sign-in/engine/sign-in-step.ts';
import type { MfaMethod, Factor } from '../../src/protocol/factors.ts';
import type { createTheatre } from './theatre.ts';

export interface Person {
  username: string;
  password: string;
  newPassword: string;
  email: string;
  phone: string;
  totpSecret: string;
  factor?: Factor | undefined;
  method?: MfaMethod | undefined;
}

/** Where it plays. */
export interface Stage extends Pick<ReturnType<typeof createTheatre>, 'aws' | 'clock'> {
  host: FlowHost;
}

type State = FlowState<SignInStep, SignInAnswers>;

/** More steps than any way has. */
const MOST = 12;

/** Answers one step. A step without an arm here does not compile. */
async function answer(flow: SignInFlow, person: Person, { aws, clock }: Stage): Promise<void> {
  const state: State = flow.getSnapshot();
  const code = async (to: string) => ({ code: await aws.outbox.code(to) });
  const totp = (secret: string) => {
    const generator = new TOTP({ secret: Secret.fromBase32(secret) });
    return { code: generator.generate({ timestamp: clock.now() }) };
  };
  switch (state.name) {
    case 'identifier':
      return state.submit({ username: person.username });
    case 'stepUp':
    case 'passkey':
      return state.submit({});
    case 'password':
      return state.submit({ password: person.password });
    case 'selectFactor':
      return state.submit({ factor: person.factor ?? 'password' });
    case 'emailCode':
      return state.submit(await code(person.email));
    case 'smsCode':
      return state.submit(await code(person.phone));
    case 'totp':
      // A code works once; a person who signs in again waits for the next.
      await clock.advance(30_000);
      return state.submit(totp(person.totpSecret));
    case 'selectMfa':
    case 'setUpMfa':
      return state.submit({ method: person.method ?? 'totp' });
    case 'setUpTotp':
      return state.submit(totp(state.step.secret));
    case 'setUpEmail':
      return state.submit({ email: person.email });
    case 'newPassword':
      return state.submit({ newPassword: person.newPassword });
    case 'custom': {
      const asked = Number(state.step.parameters['question']?.match(/\d+/)?.[0]);
      return state.submit({ answer: String(asked + 1) });
    }
    case 'confirmSignUp':
      await state.resend?.();
      return (flow.getSnapshot() as typeof state).submit(await code(person.email));
    case 'resetPassword':
      return state.submit({ ...(await code(person.email)), newPassword: person.newPassword });
    case 'signedIn':
      return undefined;
    default:
      return state satisfies never;
  }
}

/** Resolves with the names of the steps that were shown, and the last state: signed in, or where an answer failed. */
export async function drive(stage: Stage, options: SignInFlowOptions, person: Person) {
  const flow = createSignInFlow(stage.host, options);
  const steps: string[] = [flow.getSnapshot().name];
  for (let count = 0; count < MOST && flow.getSnapshot().name !== 'signedIn'; count++) {
    await answer(flow, person, stage);
    const { name, error } = flow.getSnapshot();
    if (error) break;
    steps.push(name);
  }
  return { steps, last: flow.getSnapshot() };
}
