'use client';
/** A card that asks something after a sign-in, and takes no for an answer. */
import type { Action } from '../../react/account-query.ts';
import { LinkButton } from '../parts/buttons.tsx';
import { AskStep } from '../parts/ask-step.tsx';
import { Root, type LookProps } from '../parts/root.tsx';
import { Card } from '../parts/simple.ts';
import { Thread } from '../parts/thread.tsx';

export interface OfferCardProps {
  look: LookProps;
  action: Pick<Action<[]>, 'status' | 'error'>;
  texts: { heading: string; lead: string; submit: string; pending: string; later: string };
  onYes: () => Promise<unknown>;
  onNo: () => void;
}

export function OfferCard({ look, action, texts, onYes, onNo }: OfferCardProps) {
  const flow = {
    name: 'offer',
    status: action.status === 'pending' ? ('pending' as const) : ('idle' as const),
    error: action.error,
    submit: async () => void (await onYes()),
  };
  return (
    <Root {...look}>
      <Card>
        <Thread progress={0} running={flow.status === 'pending'} />
        <AskStep
          {...{ flow, texts }}
          level={2}
          lead={texts.lead}
          answer={() => ({})}
          foot={<LinkButton onClick={onNo}>{texts.later}</LinkButton>}
        />
      </Card>
    </Root>
  );
}
