'use client';
/** The views that most sign-ins show; they load with the first one. */
import { AskStep } from '../parts/ask-step.tsx';
import { LinkButton } from '../parts/buttons.tsx';
import { CodeField } from '../parts/code-field.tsx';
import { Heading, Lead } from '../parts/elements.tsx';
import { HiddenUsername } from '../parts/identifier-chip.tsx';
import { isolate } from '../parts/isolate.ts';
import { PasswordField } from '../parts/password-field.tsx';
import { Step } from '../parts/step.tsx';
import { useFlowSettings } from '../flow-settings.ts';
import { useTexts } from '../ui-context.ts';
import { IdentifierView } from './identifier-view.tsx';
import { OtherMethodLink } from './other-method-link.tsx';
import { useSignInContext } from './sign-in-context.ts';
import type { CommonViews, SignInStepProps } from './sign-in-views.ts';

/** Asks for the password, with a link to password reset. */
function PasswordView(flow: SignInStepProps<'password'>) {
  const texts = useTexts().signIn.password;
  const { onForgotPassword } = useFlowSettings();
  const { chooseOtherMethod } = useSignInContext();
  const { username } = flow.step;
  return (
    <AskStep
      {...{ flow, texts, username }}
      lead={texts.lead}
      answer={(values) => ({ password: values('password') })}
      // The chip has a link back to the first step already.
      foot={chooseOtherMethod && <OtherMethodLink back={undefined} />}
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

/** Asks for a code of the authenticator app. */
function TotpView(flow: SignInStepProps<'totp'>) {
  const texts = useTexts().signIn.totp;
  return (
    <AskStep
      {...{ flow, texts }}
      username={flow.step.username}
      lead={texts.lead}
      answer={(values) => ({ code: values('code') })}
      foot={<OtherMethodLink back={flow.back} />}
    >
      <CodeField />
    </AskStep>
  );
}

/** Confirms the sign-in, in an app that renders nothing else for a signed-in user. */
function SignedInView({ step }: SignInStepProps<'signedIn'>) {
  const { signIn, direction } = useTexts();
  const { heading, lead } = signIn.signedIn;
  return (
    <Step>
      <Heading>{heading}</Heading>
      <Lead>{lead({ username: isolate(step.username, direction) })}</Lead>
    </Step>
  );
}

export const commonViews: CommonViews = {
  identifier: IdentifierView,
  password: PasswordView,
  totp: TotpView,
  signedIn: SignedInView,
};
