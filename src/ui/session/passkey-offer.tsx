'use client';
/** Offers a passkey to who is signed in without having one: once in a browser, and never where it cannot be. */
import { useEffect, useState, type ReactNode } from 'react';
import { useCognito } from '../../react/cognito-context.ts';
import { useBrowserPreference } from '../../react/use-browser-preference.ts';
import { usePasskeys } from '../../react/use-passkeys.ts';
import { Message } from '../parts/messages.tsx';
import { Root, type LookProps } from '../parts/root.tsx';
import { useTexts } from '../ui-context.ts';
import { OfferCard } from './offer-card.tsx';

export interface PasskeyOfferProps extends LookProps {
  /** Whether the pool takes passkeys; by default where the config's `authFlow` is `choice`. */
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

/** Put it where an app has room for it, behind the sign-in. It is nothing until it knows that there is something to offer. */
export function PasskeyOffer({ enabled, ...look }: PasskeyOfferProps): ReactNode {
  const { config } = useCognito();
  const isSupported = usePasskeySupport();
  return (enabled ?? config.authFlow === 'USER_AUTH') && isSupported ? <Offer look={look} /> : null;
}

/** The button that had it is gone with the card. */
const focusIfLost = (said: HTMLElement | null) => {
  if (said?.ownerDocument.activeElement === said?.ownerDocument.body) said?.focus();
};

function Offer({ look }: { look: LookProps }) {
  const around = useTexts();
  const texts = (look.locale ?? around).passkeyOffer;
  const [answered, answer] = useBrowserPreference('passkeyOffer');
  const { data, register } = usePasskeys();
  if (register.status === 'success')
    return (
      <Root {...look}>
        <output ref={focusIfLost} tabIndex={-1}>
          <Message tone="success">{texts.done}</Message>
        </output>
      </Root>
    );
  // While it is being made, the list may have it already.
  if (answered !== '' || (register.status !== 'pending' && data?.length !== 0)) return null;
  // To give the ceremony up is no error, and not a no either.
  const error = register.error?.kind === 'aborted' ? undefined : register.error;
  return (
    <OfferCard
      {...{ look, texts }}
      action={{ status: register.status, error }}
      onYes={() => register.run()}
      onNo={() => answer('no')}
    />
  );
}
