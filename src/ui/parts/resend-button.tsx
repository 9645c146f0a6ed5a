'use client';
/** Asks for a new code, after a countdown of which screen readers announce only the end. */
import { useState } from 'react';
import { useLatest } from '../../react/use-latest.ts';
import { useTexts } from '../ui-context.ts';
import { LinkButton } from './buttons.tsx';
import { useForm } from './form-context.ts';
import { useCountdown } from './use-countdown.ts';
import { Announcer } from './visually-hidden.tsx';

export interface ResendButtonProps {
  /** The `resend` of the flow's state. Renders nothing if it is undefined. */
  resend: (() => Promise<void>) | undefined;
  /** Seconds until the next code can be asked for. Default 30. */
  wait?: number;
  /** Seconds until the first new code can be asked for: 0 if no code was sent yet. Default: `wait`. */
  first?: number | undefined;
}

export function ResendButton({ resend, wait = 30, first = wait }: ResendButtonProps) {
  const texts = useTexts().resend;
  const { pending, error } = useForm();
  const latestError = useLatest(error);
  const [round, setRound] = useState(0);
  const seconds = useCountdown(round === 0 ? first : wait, round);
  if (!resend) return null;
  const isWaiting = seconds > 0;
  const hasWaited = round > 0 || first > 0;
  const isJustSent = round > 0 && seconds === wait;
  const onClick = async () => {
    await resend();
    // A failed request sent no code, so the next one needs no wait.
    if (!latestError.current) setRound((count) => count + 1);
  };
  return (
    <>
      <LinkButton inactive={isWaiting || pending} onClick={() => void onClick()}>
        {isWaiting ? texts.in({ seconds }) : texts.ask}
      </LinkButton>
      <Announcer>{isWaiting ? (isJustSent ? texts.sent : '') : hasWaited ? texts.ready : ''}</Announcer>
    </>
  );
}
