'use client';
/** Asks whether this browser is the person's own, so that the pool may ask for less here: once in a browser. */
import { useEffect, type ReactNode } from 'react';
import { useDeviceKey } from '../../react/use-device-key.ts';
import { useDevices } from '../../react/use-devices.ts';
import { useBrowserPreference } from '../../react/use-browser-preference.ts';
import type { LookProps } from '../parts/root.tsx';
import { useTexts } from '../ui-context.ts';
import { OfferCard } from './offer-card.tsx';

/** How a listed device says that it is none of the remembered (?). Most lists leave it out instead. */
const STATUS = 'dev:device_remembered_status';

/**
 * Put it behind the sign-in. It is nothing but in pools that leave it to people ("user opt-in"), where this browser is not
 * remembered. https://docs.aws.amazon.com/cognito/latest/developerguide/amazon-cognito-user-pools-device-tracking.html
 */
export function RememberDevice(look: LookProps): ReactNode {
  const around = useTexts();
  const [answered, answer] = useBrowserPreference('rememberDevice');
  const { data, remember } = useDevices();
  const key = useDeviceKey();
  // An answer that did not arrive is no answer.
  const isDone = remember.status === 'success';
  useEffect(() => {
    if (isDone) answer('yes');
  }, [isDone, answer]);
  const own = data?.find((device) => device.key === key);
  const isAsked = key !== undefined && data && (!own || own.attributes[STATUS] === 'not_remembered');
  if (isDone || answered !== '' || !isAsked) return null;
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
