'use client';
/** Offers a signed-in user without a passkey to create one, once in a browser. */
import { useEffect, useState, type ReactNode } from 'react';
import { useCognito } from '../../react/cognito-context.ts';
import { useBrowserPreference } from '../../react/use-browser-preference.ts';
import { usePasskeys } from '../../react/use-passkeys.ts';
import { Message } from '../parts/messages.tsx';
import { Root, type AppearanceProps } from '../parts/root.tsx';
import { useTexts } from '../ui-context.ts';
import { OfferCard } from './offer-card.tsx';

export interface PasskeyOfferProps extends AppearanceProps {
  /** Whether the pool accepts passkeys. Default: whether the config's `authFlow` is `USER_AUTH`. */
  enabled?: boolean;
}

/** Whether this browser can create a passkey on this device. False until the browser has answered. */
function usePasskeySupport(): boolean {
  const { passkeys } = useCognito().userPool.platform;
  const [isSupported, setSupported] = useState(false);
  useEffect(() => {
    let isCurrent = true;
    const check = async () => {
      if (!passkeys?.container || !passkeys.PublicKey) return;
      const { PublicKey } = passkeys;
      const isAvailable = (await PublicKey.isUserVerifyingPlatformAuthenticatorAvailable?.()) ?? true;
      if (isCurrent) setSupported(isAvailable);
    };
    check().catch(() => undefined);
    return () => {
      isCurrent = false;
    };
  }, [passkeys]);
  return isSupported;
}

/**
 * Renders an offer to create a passkey, or nothing if the pool or the browser has no passkeys, or if the user has one or
 * declined. Place it where signed-in users see it.
 *
 * @throws {Error} Outside of `<CognitoProvider>`.
 * @example
 * <Authenticator>
 *   <PasskeyOffer />
 *   <App />
 * </Authenticator>
 */
export function PasskeyOffer({ enabled, ...root }: PasskeyOfferProps): ReactNode {
  const { config } = useCognito();
  const isSupported = usePasskeySupport();
  return (enabled ?? config.authFlow === 'USER_AUTH') && isSupported ? <Offer root={root} /> : null;
}

/** Moves the focus to the message if it was on the button, which disappears with the card. */
const focusIfLost = (message: HTMLElement | null) => {
  if (message?.ownerDocument.activeElement === message?.ownerDocument.body) message?.focus();
};

function Offer({ root }: { root: AppearanceProps }) {
  const textsAround = useTexts();
  const texts = (root.locale ?? textsAround).passkeyOffer;
  const [answer, saveAnswer] = useBrowserPreference('passkeyOffer');
  const { data, register } = usePasskeys();
  if (register.status === 'success')
    return (
      <Root {...root}>
        <output ref={focusIfLost} tabIndex={-1}>
          <Message tone="success">{texts.done}</Message>
        </output>
      </Root>
    );
  // During the registration the list may contain the new passkey already, so the card stays.
  if (answer !== '' || (register.status !== 'pending' && data?.length !== 0)) return null;
  // A cancelled ceremony is no error, and no refusal of the offer.
  const error = register.error?.kind === 'aborted' ? undefined : register.error;
  return (
    <OfferCard
      {...{ root, texts }}
      action={{ status: register.status, error }}
      onAccept={() => register.run()}
      onDecline={() => saveAnswer('no')}
    />
  );
}
