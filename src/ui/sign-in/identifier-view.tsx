'use client';
/** The first question: who is there. */
import { useId } from 'react';
import { useOfferedPasskeys } from '../../react/use-offered-passkeys.ts';
import { useRememberedSignIn } from '../../react/use-remembered-sign-in.ts';
import { AskStep } from '../parts/ask-step.tsx';
import { LinkButton } from '../parts/buttons.tsx';
import { CheckRow } from '../parts/check-row.tsx';
import { Field } from '../parts/field.tsx';
import { IdentifierField, readIdentifier } from '../parts/identifier-field.tsx';
import { Message } from '../parts/messages.tsx';
import { useTexts } from '../ui-context.ts';
import { useWays } from '../flow-settings.ts';
import { namedBy } from './named-by.ts';
import { useSignInWays } from './sign-in-context.ts';
import type { SignInStepProps } from './sign-in-views.ts';

const REMEMBER = 'remember';

export function IdentifierView(flow: SignInStepProps<'identifier'>) {
  const { signIn } = useTexts();
  const { appName, identifier, onSignUp } = useWays();
  const { chosen, left, more, remembers } = useSignInWays();
  const { username, reason } = flow.step;
  const reasonId = useId();
  const last = useRememberedSignIn().username;
  const remembered = namedBy(identifier, left ?? last);
  const offered = useOfferedPasskeys({
    offer: more.status === 'loaded' ? more.more.offerPasskeys : undefined,
    flow: chosen,
    username: username ?? remembered,
  });
  return (
    <AskStep
      flow={flow}
      texts={signIn.identifier}
      lead={signIn.identifier.lead({ appName })}
      answer={(values) => ({
        username: readIdentifier(values, identifier),
        ...(remembers && { remember: values(REMEMBER) === 'true' }),
      })}
      foot={
        onSignUp && (
          <>
            {signIn.toSignUp} <LinkButton onClick={onSignUp}>{signIn.createAccount}</LinkButton>
          </>
        )
      }
    >
      <output id={reasonId}>{reason ? <Message tone="notice">{signIn[reason]}</Message> : null}</output>
      <IdentifierField
        kind={identifier}
        defaultValue={username ?? remembered}
        // `webauthn` last, and only while a request waits for it.
        autoComplete={offered ? 'username webauthn' : 'username'}
        aria-describedby={reason ? reasonId : undefined}
      />
      {remembers ? (
        <Field name={REMEMBER}>
          <CheckRow
            label={signIn.rememberMe}
            defaultChecked={remembers.ticked}
            onChange={({ currentTarget: { checked } }) => remembers.tick(checked)}
          />
        </Field>
      ) : null}
    </AskStep>
  );
}
