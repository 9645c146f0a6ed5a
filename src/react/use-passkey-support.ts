'use client';
/** Whether this browser can make a passkey on this device. */
import { useEffect, useState } from 'react';
import { useCognito } from './cognito-context.ts';

export function usePasskeySupport(): boolean {
  const { passkeys } = useCognito().userPool.platform;
  const [supported, set] = useState(false);
  useEffect(() => {
    let here = true;
    const ask = async () => {
      if (!passkeys?.container || !passkeys.PublicKey) return;
      const { PublicKey } = passkeys;
      const can = (await PublicKey.isUserVerifyingPlatformAuthenticatorAvailable?.()) ?? true;
      if (here) set(can);
    };
    ask().catch(() => undefined);
    return () => {
      here = false;
    };
  }, [passkeys]);
  return supported;
}
