'use client';
/** The key of the device that whoever is signed in is on; undefined where the pool tracks none, and until it is known. */
import { useEffect, useState } from 'react';
import { deviceKeyOf } from '../transport/token-claims.ts';
import { useCognito } from './cognito-context.ts';
import { useAuthStateId } from './use-auth-state-id.ts';

export function useDeviceKey(): string | undefined {
  const cognito = useCognito();
  const epoch = useAuthStateId();
  const [found, set] = useState<{ epoch: string; key: string | undefined }>();
  useEffect(() => {
    let here = true;
    const read = async () => {
      const tokens = await cognito.getTokens();
      if (here) set({ epoch, key: tokens && deviceKeyOf(tokens.accessToken) });
    };
    read().catch(() => undefined); // who cannot be asked is not asked
    return () => {
      here = false;
    };
  }, [cognito, epoch]);
  return found?.epoch === epoch ? found.key : undefined;
}
