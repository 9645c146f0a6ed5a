'use client';
/** Whose password is to be reset. */
import type { ResetPasswordState } from '../../react/use-reset-password.ts';
import { AskStep } from '../parts/ask-step.tsx';
import { LinkButton } from '../parts/buttons.tsx';
import { IdentifierField, readIdentifier } from '../parts/identifier-field.tsx';
import { useTexts } from '../ui-context.ts';
import { useWays } from '../flow-settings.ts';

export function RequestView(flow: Extract<ResetPasswordState, { name: 'request' }>) {
  const { request, toSignIn } = useTexts().resetPassword;
  const { identifier, onSignIn } = useWays();
  return (
    <AskStep
      flow={flow}
      texts={request}
      lead={request.lead}
      answer={(values) => ({ username: readIdentifier(values, identifier) })}
      foot={onSignIn && <LinkButton onClick={onSignIn}>{toSignIn}</LinkButton>}
    >
      <IdentifierField kind={identifier} defaultValue={flow.step.username} />
    </AskStep>
  );
}
