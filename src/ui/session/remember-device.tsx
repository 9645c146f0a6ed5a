'use client';
/** Asks a signed-in user whether the pool may remember this browser as a device, once in a browser. */
import { useEffect, type ReactNode } from 'react';
import { useDeviceKey } from '../../react/use-device-key.ts';
import { useDevices } from '../../react/use-devices.ts';
import { useBrowserPreference } from '../../react/use-browser-preference.ts';
import type { AppearanceProps } from '../parts/root.tsx';
import { useTexts } from '../ui-context.ts';
import { OfferCard } from './offer-card.tsx';

/**
 * Assumption: a listed device that is not remembered has this attribute with the value `not_remembered`. Most lists leave
 * such a device out instead.
 */
const STATUS = 'dev:device_remembered_status';

/**
 * Renders a card that asks whether to remember this browser. Renders nothing if the pool does not let users choose
 * ("user opt-in"), if the browser is remembered, or if the user declined. Place it where signed-in users see it.
 * https://docs.aws.amazon.com/cognito/latest/developerguide/amazon-cognito-user-pools-device-tracking.html
 *
 * @throws {Error} Outside of `<CognitoProvider>`.
 * @example
 * <Authenticator>
 *   <RememberDevice />
 *   <App />
 * </Authenticator>
 */
export function RememberDevice(root: AppearanceProps): ReactNode {
  const textsAround = useTexts();
  const [answer, saveAnswer] = useBrowserPreference('rememberDevice');
  const { data, remember } = useDevices();
  const key = useDeviceKey();
  const isDone = remember.status === 'success';
  // Saved only after the request succeeded, so a failed one can be tried again.
  useEffect(() => {
    if (isDone) saveAnswer('yes');
  }, [isDone, saveAnswer]);
  const device = data?.find((listed) => listed.key === key);
  const isAsked = key !== undefined && data && (!device || device.attributes[STATUS] === 'not_remembered');
  if (isDone || answer !== '' || !isAsked) return null;
  return (
    <OfferCard
      root={root}
      action={remember}
      texts={(root.locale ?? textsAround).rememberDevice}
      onAccept={() => remember.run('remembered')}
      onDecline={() => saveAnswer('no')}
    />
  );
}
