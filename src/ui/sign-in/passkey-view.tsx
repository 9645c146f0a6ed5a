'use client';
/** A passkey: the button starts the ceremony, since a browser wants a person's click for it. To give it up is no error. */
import { AskStep } from '../parts/ask-step.tsx';
import { Message } from '../parts/messages.tsx';
import { useTexts } from '../ui-context.ts';
import { OtherWay } from './other-method-link.tsx';
import type { SignInStepProps } from './sign-in-views.ts';

export function PasskeyView(flow: SignInStepProps<'passkey'>) {
  const texts = useTexts().signIn.passkey;
  const gaveUp = flow.error?.kind === 'aborted';
  return (
    <AskStep
      {...{ flow, texts }}
      username={flow.step.username}
      lead={texts.lead}
      answer={() => ({})}
      foot={<OtherWay back={flow.back} />}
    >
      <output>{gaveUp ? <Message tone="notice">{texts.unused}</Message> : null}</output>
    </AskStep>
  );
}
