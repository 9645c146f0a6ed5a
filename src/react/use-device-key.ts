'use client';
/** The device key of the present session. */
import { useEffect, useState } from 'react';
import { deviceKeyOf } from '../transport/token-claims.ts';
import { useCognito } from './cognito-context.ts';
import { useAuthStateId } from './use-auth-state-id.ts';

/**
 * Returns the key under which the pool tracks this browser.
 * @returns undefined where the pool tracks no devices, and until the key has been read from the access token
 */
export function useDeviceKey(): string | undefined {
  const cognito = useCognito();
  const authStateId = useAuthStateId();
  const [read, setRead] = useState<{ authStateId: string; key: string | undefined }>();
  useEffect(() => {
    let isCurrent = true;
    const readKey = async () => {
      const tokens = await cognito.getTokens();
      if (isCurrent) setRead({ authStateId, key: tokens && deviceKeyOf(tokens.accessToken) });
    };
    readKey().catch(() => undefined); // A session without tokens has no key.
    return () => {
      isCurrent = false;
    };
  }, [cognito, authStateId]);
  return read?.authStateId === authStateId ? read.key : undefined;
}
