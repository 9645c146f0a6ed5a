'use client';
/** Asks for the code of a sign-up. If another account has the address, offers to take it over or to sign in there. */
import type { SignUpState } from '../../react/use-sign-up.ts';
import { useFlowSettings } from '../flow-settings.ts';
import { LinkButton, QuietButton } from '../parts/buttons.tsx';
import { ConfirmCodeStep } from '../parts/code-steps.tsx';
import { Message } from '../parts/messages.tsx';
import { useTexts } from '../ui-context.ts';

/** The name of the button that takes the address over. */
const FORCE = 'forceAlias';

export function ConfirmView(flow: Extract<SignUpState, { name: 'confirm' }>) {
  const { confirm, toSignIn, signIn } = useTexts().signUp;
  const { onSignIn } = useFlowSettings();
  const { aliasTaken } = flow.step;
  return (
    <ConfirmCodeStep
      flow={flow}
      texts={confirm}
      answer={(values) => ({ code: values('code'), ...(values(FORCE) && { forceAlias: true }) })}
      below={
        <>
          {aliasTaken ? (
            <QuietButton type="submit" name={FORCE} value="yes">
              {confirm.takeOver}
            </QuietButton>
          ) : null}
          <output>{aliasTaken ? <Message tone="notice">{confirm.aliasTaken}</Message> : null}</output>
        </>
      }
      foot={
        aliasTaken &&
        onSignIn && (
          <>
            {toSignIn} <LinkButton onClick={onSignIn}>{signIn}</LinkButton>
          </>
        )
      }
    />
  );
}
