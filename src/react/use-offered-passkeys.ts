'use client';
/** Offers the user's passkeys in the autofill list of the name field while the form is shown. */
import { useEffect, useState } from 'react';
import type { offerPasskeys } from '../sign-in/flows/passkey-autofill.ts';
import type { SignInFlow } from '../sign-in/flows/sign-in.ts';
import { useCognito } from './cognito-context.ts';

export interface OfferedPasskeys {
  /** `offerPasskeys`, once its module is loaded. */
  offer: typeof offerPasskeys | undefined;
  flow: SignInFlow | undefined;
  username: string | undefined;
}

/**
 * Requests passkeys by conditional mediation. Without `offer`, `flow` or `username`, no request is sent.
 * @returns whether a request waits for the user, so that the field's `autocomplete` needs the token `webauthn`
 */
export function useOfferedPasskeys({ offer, flow, username }: OfferedPasskeys): boolean {
  const cognito = useCognito();
  const [isOffered, setOffered] = useState(false);
  useEffect(() => {
    const { PublicKey } = cognito.userPool.platform.passkeys ?? {};
    if (!offer || !flow || !username) return undefined;
    const own = new AbortController();
    const show = (isWaiting: boolean) => own.signal.aborted || setOffered(isWaiting);
    const run = async () => {
      if (!(await PublicKey?.isConditionalMediationAvailable?.())) return;
      show(true);
      await offer(cognito, flow, { username, signal: own.signal });
      show(false);
    };
    // A failed offer is no error: the form is there.
    run().catch(() => undefined);
    return () => {
      setOffered(false);
      own.abort();
    };
  }, [cognito, offer, flow, username]);
  return isOffered;
}
