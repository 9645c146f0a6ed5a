'use client';
/** Offers a person's passkeys in the list of the name's autofill, for as long as the form is there. */
import { useEffect, useState } from 'react';
import type { offerPasskeys } from '../sign-in/flows/passkey-autofill.ts';
import type { SignInFlow } from '../sign-in/flows/sign-in.ts';
import { useCognito } from './cognito-context.ts';

export interface OfferedPasskeys {
  /** `offerPasskeys`, once it is loaded. */
  offer: typeof offerPasskeys | undefined;
  flow: SignInFlow | undefined;
  username: string | undefined;
}

/** Whether a request waits now: `autocomplete` says `webauthn` only then. Without any of the three, nothing is asked. */
export function useOfferedPasskeys({ offer, flow, username }: OfferedPasskeys): boolean {
  const cognito = useCognito();
  const [offered, set] = useState(false);
  useEffect(() => {
    const { PublicKey } = cognito.userPool.platform.passkeys ?? {};
    if (!offer || !flow || !username) return undefined;
    const own = new AbortController();
    const show = (now: boolean) => own.signal.aborted || set(now);
    const run = async () => {
      if (!(await PublicKey?.isConditionalMediationAvailable?.())) return;
      show(true);
      await offer(cognito, flow, { username, signal: own.signal });
      show(false);
    };
    // An offer that cannot be made is no error: the form is there.
    run().catch(() => undefined);
    return () => {
      set(false);
      own.abort();
    };
  }, [cognito, offer, flow, username]);
  return offered;
}
