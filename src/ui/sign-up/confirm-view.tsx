'use client';
/** The code that proves the address; and what to do where another account has that address already. */
import type { SignUpState } from '../../react/use-sign-up.ts';
import { LinkButton, QuietButton } from '../parts/buttons.tsx';
import { ConfirmCodeStep } from '../parts/code-steps.tsx';
import { Message } from '../parts/messages.tsx';
import { useTexts } from '../ui-context.ts';
import { useWays } from '../flow-settings.ts';

const FORCE = 'forceAlias';

export function ConfirmView(flow: Extract<SignUpState, { name: 'confirm' }>) {
  const { confirm, toSignIn, signIn } = useTexts().signUp;
  const { onSignIn } = useWays();
  const taken = flow.step.aliasTaken;
  return (
    <ConfirmCodeStep
      flow={flow}
      texts={confirm}
      answer={(values) => ({ code: values('code'), ...(values(FORCE) && { forceAlias: true }) })}
      below={
        <>
          {taken ? (
            <QuietButton type="submit" name={FORCE} value="yes">
              {confirm.takeOver}
            </QuietButton>
          ) : null}
          <output>{taken ? <Message tone="notice">{confirm.aliasTaken}</Message> : null}</output>
        </>
      }
      foot={
        taken &&
        onSignIn && (
          <>
            {toSignIn} <LinkButton onClick={onSignIn}>{signIn}</LinkButton>
          </>
        )
      }
    />
  );
}
