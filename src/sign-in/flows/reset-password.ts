/** Sets a new password by a code, step by step, as an observable that any interface can show. */
import type { CodeDelivery } from '../../protocol/code-delivery.ts';
import type { PendingStep } from '../engine/pending-step.ts';
import { createReset, forgotPassword } from '../engine/reset-password.ts';
import { createFlow } from './create-flow.ts';
import type { Flow, FlowHost, FlowState } from './flow.ts';
import { provesPassword } from './proves-password.ts';

export type ResetPasswordStep =
  | { name: 'request'; username?: string | undefined }
  | { name: 'confirm'; username: string; delivery?: CodeDelivery }
  | { name: 'done'; username: string };

export interface ResetPasswordAnswers {
  request: { username: string };
  confirm: { code: string; newPassword: string };
  done: never;
}

type Pending<Name extends ResetPasswordStep['name']> = PendingStep<
  ResetPasswordStep,
  ResetPasswordAnswers,
  Name
>;

export interface ResetPasswordFlow extends Flow<FlowState<ResetPasswordStep, ResetPasswordAnswers>> {
  /** Continues at the code step, as after a reload of the page. */
  resume: (sent: Pick<Extract<ResetPasswordStep, { name: 'confirm' }>, 'username' | 'delivery'>) => void;
}

/**
 * Creates a password reset. It begins at `request` and ends at `done`.
 * @param onDone receives the new password once, to sign in with it by `signIn.start`. No snapshot contains it
 */
export function createResetPasswordFlow(
  host: FlowHost,
  {
    username,
    onDone,
  }: {
    username?: string | undefined;
    onDone?: (secrets: { username: string; password: string }) => void;
  } = {},
): ResetPasswordFlow {
  const { userPool, config } = host;
  const askName = (name?: string): Pending<'request'> => ({
    step: { name: 'request', username: name },
    answer: async (answer, signal) =>
      askCode(answer.username, await forgotPassword(userPool, answer, signal)),
  });

  const askCode = (
    name: string,
    sent: { delivery?: CodeDelivery },
    reset = createReset(userPool, name),
  ): Pending<'confirm'> => ({
    step: { name: 'confirm', username: name, ...sent },
    async answer({ code, newPassword }, signal) {
      // A refusal is no error if an earlier try, whose reply was lost, has set this password.
      const refusal = await reset({ code, newPassword }, signal);
      const claim = { username: name, password: newPassword, authFlow: config?.authFlow };
      if (refusal && !(await provesPassword(userPool, claim, signal))) throw refusal;
      onDone?.({ username: name, password: newPassword });
      return { step: { name: 'done', username: name } };
    },
    resend: (signal) => forgotPassword(userPool, { username: name }, signal),
    back: () => askName(name),
  });

  const flow = createFlow<ResetPasswordStep, ResetPasswordAnswers>({
    clock: userPool.platform.clock,
    first: () => askName(username),
  });
  return { ...flow, resume: ({ username: name, ...sent }) => flow.enter(askCode(name, sent)) };
}
