'use client';
/** The second question: the password of whoever was named. */
import { AskStep } from '../parts/ask-step.tsx';
import { LinkButton } from '../parts/buttons.tsx';
import { HiddenUsername } from '../parts/identifier-chip.tsx';
import { PasswordField } from '../parts/password-field.tsx';
import { useTexts } from '../ui-context.ts';
import { useWays } from '../flow-settings.ts';
import { OtherWay } from './other-method-link.tsx';
import { useSignInWays } from './sign-in-context.ts';
import type { SignInStepProps } from './sign-in-views.ts';

export function PasswordView(flow: SignInStepProps<'password'>) {
  const texts = useTexts().signIn.password;
  const { onForgotPassword } = useWays();
  const { another } = useSignInWays();
  const { username } = flow.step;
  return (
    <AskStep
      {...{ flow, texts, username }}
      lead={texts.lead}
      answer={(values) => ({ password: values('password') })}
      // The chip leads back to the name already.
      foot={another && <OtherWay back={undefined} />}
    >
      <HiddenUsername username={username} />
      <PasswordField
        kind="current"
        name="password"
        aside={
          onForgotPassword ? (
            <LinkButton onClick={() => onForgotPassword(username)}>{texts.forgot}</LinkButton>
          ) : undefined
        }
      />
    </AskStep>
  );
}
