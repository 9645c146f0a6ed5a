'use client';
/** The first step of a sign-in: asks for the username, e-mail address or phone number. */
import { useId } from 'react';
import { useOfferedPasskeys } from '../../react/use-offered-passkeys.ts';
import { useRememberedSignIn } from '../../react/use-remembered-sign-in.ts';
import { useFlowSettings } from '../flow-settings.ts';
import { AskStep } from '../parts/ask-step.tsx';
import { LinkButton } from '../parts/buttons.tsx';
import { CheckRow } from '../parts/check-row.tsx';
import { Field } from '../parts/field.tsx';
import { fitsKind, IdentifierField, readIdentifier } from '../parts/identifier-field.tsx';
import { Message } from '../parts/messages.tsx';
import { useTexts } from '../ui-context.ts';
import { useSignInContext } from './sign-in-context.ts';
import type { SignInStepProps } from './sign-in-views.ts';

/** The name of the checkbox. */
const REMEMBER = 'remember';

/** A UUID is a username that the pool generated for a user who signs in with an alias and does not know it. */
const isGenerated = (name: string) => /^[\da-f]{8}(?:-[\da-f]{4}){3}-[\da-f]{12}$/i.test(name);

/** Renders the identifier field with the stored username, and offers passkeys in its autofill. */
export function IdentifierView(flow: SignInStepProps<'identifier'>) {
  const { signIn } = useTexts();
  const { appName, identifier, onSignUp } = useFlowSettings();
  const { userAuthFlow, pendingUsername, lazyViews, rememberChoice } = useSignInContext();
  const { username, reason } = flow.step;
  const reasonId = useId();
  const lastUsername = useRememberedSignIn().username;
  const stored = pendingUsername ?? lastUsername;
  const isUsable = stored !== undefined && fitsKind(stored, identifier) && !isGenerated(stored);
  // As a `defaultValue`, a stored name that arrives late never overwrites what the user typed or the browser filled in:
  // https://html.spec.whatwg.org/multipage/form-control-infrastructure.html#concept-fe-dirty
  const suggested = username ?? (isUsable ? stored : undefined);
  const isPasskeyOffered = useOfferedPasskeys({
    offer: lazyViews.views?.offerPasskeys,
    flow: userAuthFlow,
    username: suggested,
  });
  return (
    <AskStep
      flow={flow}
      texts={signIn.identifier}
      lead={signIn.identifier.lead({ appName })}
      answer={(values) => ({
        username: readIdentifier(values, identifier),
        ...(rememberChoice && { remember: values(REMEMBER) === 'true' }),
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
        defaultValue={suggested}
        // `webauthn` must be last, and only while a conditional request is pending.
        autoComplete={isPasskeyOffered ? 'username webauthn' : 'username'}
        aria-describedby={reason ? reasonId : undefined}
      />
      {rememberChoice ? (
        <Field name={REMEMBER}>
          <CheckRow
            label={signIn.rememberMe}
            defaultChecked={rememberChoice.isChecked}
            onChange={({ currentTarget: { checked } }) => rememberChoice.setChecked(checked)}
          />
        </Field>
      ) : null}
    </AskStep>
  );
}
