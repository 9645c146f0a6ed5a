/** Sets a new password by a code, as an observable that any interface can show. */
import type { CodeDelivery } from '../../protocol/code-delivery.ts';
import { createReset } from '../engine/reset-code.ts';
import { forgotPassword } from '../engine/reset-password.ts';
import { createFlow, type StageAt } from './create-flow.ts';
import type { FlowHost } from './flow-host.ts';
import type { Flow, FlowState } from './flow.ts';
import { provesPassword } from './proves-password.ts';
import type { ResetPasswordAnswers, ResetPasswordStep } from './reset-password-step.ts';

type At<Name extends ResetPasswordStep['name']> = StageAt<ResetPasswordStep, ResetPasswordAnswers, Name>;

export interface ResetPasswordFlow extends Flow<FlowState<ResetPasswordStep, ResetPasswordAnswers>> {
  /** Goes on at the code step, as after a reload. */
  resume: (at: Pick<Extract<ResetPasswordStep, { name: 'confirm' }>, 'username' | 'delivery'>) => void;
}

/** `onDone` gets the new password, once, to sign in with: `signIn.start`. It is in no snapshot. */
export function createResetPasswordFlow(
  { userPool, config }: FlowHost,
  {
    username,
    onDone,
  }: {
    username?: string | undefined;
    onDone?: (secrets: { username: string; password: string }) => void;
  } = {},
): ResetPasswordFlow {
  const request = (name?: string): At<'request'> => ({
    step: { name: 'request', username: name },
    answer: async (answer, signal) =>
      confirm(answer.username, await forgotPassword(userPool, answer, signal)),
  });

  const confirm = (
    name: string,
    sent: { delivery?: CodeDelivery },
    reset = createReset(userPool, name),
  ): At<'confirm'> => ({
    step: { name: 'confirm', username: name, ...sent },
    async answer({ code, newPassword }, signal) {
      const refusal = await reset({ code, newPassword }, signal);
      const claim = { username: name, password: newPassword, authFlow: config?.authFlow };
      if (refusal && !(await provesPassword(userPool, claim, signal))) throw refusal;
      onDone?.({ username: name, password: newPassword });
      return { step: { name: 'done', username: name } };
    },
    resend: (signal) => forgotPassword(userPool, { username: name }, signal),
    back: () => request(name),
  });

  const flow = createFlow<ResetPasswordStep, ResetPasswordAnswers>(userPool.platform.clock, () =>
    request(username),
  );
  return { ...flow, resume: ({ username: name, ...sent }) => flow.enter(confirm(name, sent)) };
}
