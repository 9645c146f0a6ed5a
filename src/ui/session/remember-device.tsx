'use client';
/** Asks whether this browser is the person's own, so that the pool may ask for less here: once in a browser. */
import { useEffect } from 'react';
import { useDevices } from '../../react/use-devices.ts';
import { useNote } from '../../react/use-note.ts';
import type { LookProps } from '../parts/root.tsx';
import { useTexts } from '../ui-context.ts';
import { OfferCard } from './offer-card.tsx';

/**
 * For pools that leave it to people ("user opt-in"), behind the sign-in. It is nothing where the pool does not track
 * this browser. https://docs.aws.amazon.com/cognito/latest/developerguide/amazon-cognito-user-pools-device-tracking.html
 */
export function RememberDevice(look: LookProps) {
  const around = useTexts();
  const [answered, answer] = useNote('rememberDevice');
  const { data, remember } = useDevices();
  // An answer that did not arrive is no answer.
  const isDone = remember.status === 'done';
  useEffect(() => {
    if (isDone) answer('yes');
  }, [isDone, answer]);
  if (isDone || answered !== '' || !data?.some(({ isCurrent }) => isCurrent)) return null;
  return (
    <OfferCard
      look={look}
      action={remember}
      texts={(look.locale ?? around).rememberDevice}
      onYes={() => remember.run('remembered')}
      onNo={() => answer('no')}
    />
  );
}
