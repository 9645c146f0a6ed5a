'use client';
/** A card with one offer after a sign-in, which the user can accept or decline. */
import type { Action } from '../../react/account-query.ts';
import { AskStep } from '../parts/ask-step.tsx';
import { LinkButton } from '../parts/buttons.tsx';
import { Card } from '../parts/elements.tsx';
import { Root, type AppearanceProps } from '../parts/root.tsx';
import { Thread } from '../parts/thread.tsx';

export interface OfferCardProps {
  /** The props of the root element. */
  root: AppearanceProps;
  /** The state of the action that accepts the offer. */
  action: Pick<Action<[]>, 'status' | 'error'>;
  texts: { heading: string; lead: string; submit: string; pending: string; later: string };
  onAccept: () => Promise<unknown>;
  onDecline: () => void;
}

export function OfferCard({ root, action, texts, onAccept, onDecline }: OfferCardProps) {
  const isPending = action.status === 'pending';
  const flow = {
    name: 'offer',
    status: isPending ? ('pending' as const) : ('idle' as const),
    error: action.error,
    submit: async () => void (await onAccept()),
  };
  return (
    <Root {...root}>
      <Card>
        <Thread progress={0} running={isPending} />
        <AskStep
          {...{ flow, texts }}
          level={2}
          lead={texts.lead}
          answer={() => ({})}
          foot={<LinkButton onClick={onDecline}>{texts.later}</LinkButton>}
        />
      </Card>
    </Root>
  );
}
