'use client';
/** Asks for a new code, with a countdown that is announced only at its end. What was typed is kept. */
import { useState } from 'react';
import { useLatest } from '../../react/use-latest.ts';
import { useUi } from '../ui-context.ts';
import { LinkButton } from './buttons.tsx';
import { useForm } from './form-context.ts';
import { Announcer } from './visually-hidden.tsx';
import { useCountdown } from './use-countdown.ts';

export interface ResendButtonProps {
  /** The flow's own; nothing is shown where there is none. */
  resend: (() => Promise<void>) | undefined;
  /** Seconds to wait after a code was sent; 30 by default. */
  wait?: number;
  /** Seconds until the first; `wait` by default, 0 where no code was sent yet. */
  first?: number | undefined;
}

export function ResendButton({ resend, wait = 30, first = wait }: ResendButtonProps) {
  const { texts } = useUi();
  const { pending, error } = useForm();
  const failure = useLatest(error);
  const [round, setRound] = useState(0);
  const left = useCountdown(round === 0 ? first : wait, round);
  if (!resend) return null;
  const waiting = left > 0;
  const waited = round > 0 || first > 0;
  const justSent = round > 0 && left === wait;
  const ask = async () => {
    await resend();
    // Where none was sent, there is nothing to wait for.
    if (!failure.current) setRound((count) => count + 1);
  };
  return (
    <>
      <LinkButton inactive={waiting || pending} onClick={() => void ask()}>
        {waiting ? texts.resend.in({ seconds: left }) : texts.resend.ask}
      </LinkButton>
      <Announcer>
        {waiting ? (justSent ? texts.resend.sent : '') : waited ? texts.resend.ready : ''}
      </Announcer>
    </>
  );
}
