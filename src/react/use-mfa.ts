'use client';
/** MFA of the signed-in user: sets up and removes an authenticator app, and sets the preferred method. */
import { useQueryClient } from '@tanstack/react-query';
import { useCallback, useEffect, useMemo, useRef, useState } from 'react';
import { toCognitoError, type CognitoError } from '../errors.ts';
import { setMfaPreference, setUpTotp, verifyTotp } from '../account/account.ts';
import type { MfaPreference } from '../account/mfa.ts';
import type { AccountPart } from './account-query.ts';
import { useCognito } from './cognito-context.ts';
import { authQueryKey, refetch } from './query-key.ts';
import { usePrefer, type UseAuthFactors } from './use-auth-factors.ts';
import { useAuthStateId } from './use-auth-state-id.ts';
import { useUser } from './use-user.ts';

/** The step of an authenticator app's set-up, and whether a request of it is under way. */
export type TotpState =
  | { step: 'start' | 'done'; status: 'idle' | 'pending' }
  /** Show `secret` as text and `uri` (`otpauth://totp/…`) as a QR code. Both are secrets: store them nowhere. */
  | { step: 'verify'; status: 'idle' | 'pending'; secret: string; uri: string };

export type UseTotp = TotpState & {
  /** Whether sign-in asks for a code of the app; undefined until GetUser has answered. */
  enabled: boolean | undefined;
  /** The error of the last call; cleared by the next one. */
  error: CognitoError | undefined;
  /**
   * Requests a secret and goes to the step `verify`. Never rejects.
   * @param options `issuer`: the name that the authenticator app shows. Default: the page's host
   */
  setUp: (options?: { issuer?: string }) => Promise<void>;
  /** Verifies the app's first code, enables the method and goes to `done`. Does nothing at other steps. Never rejects. */
  verify: (answer: { code: string; deviceName?: string }) => Promise<void>;
  /** Disables the method. Never rejects. */
  remove: () => Promise<void>;
  /** Aborts the request and returns to `start`. */
  cancel: () => void;
};

export interface UseMfa {
  totp: UseTotp;
  /** The preference for codes to the verified email address; undefined until GetUser has answered. */
  emailCode: MfaPreference | undefined;
  /** The preference for codes to the verified phone number; undefined until GetUser has answered. */
  smsCode: MfaPreference | undefined;
  /** `prefer.run({ emailCode: 'preferred', smsCode: 'off' })`. Methods that are left out do not change. */
  prefer: UseAuthFactors['prefer'];
}

const start: TotpState = { step: 'start', status: 'idle' };

/**
 * Sets up an authenticator app, and removes it.
 * @param enabled whether sign-in asks for a code of the app
 */
function useTotp(enabled: boolean | undefined): UseTotp {
  const cognito = useCognito();
  const queries = useQueryClient();
  const authStateId = useAuthStateId();
  const [state, setState] = useState<TotpState>(start);
  const [error, setError] = useState<CognitoError>();
  const running = useRef<AbortController>(undefined);
  /** The app is verified once. When the request after it fails, only that request is sent again. */
  const isVerified = useRef(false);

  /** Runs one request at a time. A newer call, `cancel`, an unmount or another auth state discards the result. */
  const run = useCallback(
    async (meanwhile: TotpState, onError: TotpState, work: (signal: AbortSignal) => Promise<TotpState>) => {
      running.current?.abort();
      const own = new AbortController();
      running.current = own;
      setError(undefined);
      setState(meanwhile);
      try {
        const next = await work(own.signal);
        if (running.current === own) setState(next);
      } catch (problem) {
        if (running.current !== own) return;
        setState(onError);
        setError(toCognitoError(problem));
      }
    },
    [],
  );
  const cancel = useCallback(() => {
    running.current?.abort();
    running.current = undefined;
    setError(undefined);
    setState(start);
  }, []);
  // oxlint-disable-next-line react/exhaustive-effect-dependencies -- a secret must not outlive its user's auth state
  useEffect(() => cancel, [cancel, authStateId]);

  return useMemo<UseTotp>(() => {
    const refetchPart = (part: AccountPart) => refetch(queries, authQueryKey(authStateId, part));
    const refetchAll = () => Promise.all([refetchPart('user'), refetchPart('factors')]);
    return {
      ...state,
      enabled,
      error,
      cancel,
      setUp: ({ issuer } = {}) =>
        run({ step: 'start', status: 'pending' }, start, async (signal) => {
          isVerified.current = false;
          const session = cognito.getSession();
          const account = session.status === 'signedIn' ? session.username : '';
          const secret = await setUpTotp(cognito, { issuer, account }, signal);
          return { step: 'verify', status: 'idle', ...secret };
        }),
      verify: async ({ code, deviceName }) => {
        if (state.step !== 'verify' || state.status === 'pending') return;
        await run({ ...state, status: 'pending' }, state, async (signal) => {
          if (!isVerified.current) await verifyTotp(cognito, { code, deviceName }, signal);
          isVerified.current = true;
          await setMfaPreference(cognito, { totp: 'preferred' }, signal);
          await refetchAll();
          return { step: 'done', status: 'idle' };
        });
      },
      remove: () =>
        run({ step: 'start', status: 'pending' }, start, async (signal) => {
          await setMfaPreference(cognito, { totp: 'off' }, signal);
          await refetchAll();
          return start;
        }),
    };
  }, [state, error, enabled, cognito, queries, authStateId, run, cancel]);
}

/**
 * Reads and changes the MFA methods of the signed-in user.
 * https://docs.aws.amazon.com/cognito/latest/developerguide/user-pool-settings-mfa-totp.html
 * @returns the methods, `prefer`, and `totp`, which sets up an authenticator app
 */
export function useMfa(): UseMfa {
  const user = useUser();
  const totp = useTotp(user.data?.mfa.enabled.includes('SOFTWARE_TOKEN_MFA'));
  const prefer = usePrefer();
  return useMemo(() => {
    const preference = (factor: string): MfaPreference | undefined => {
      const { enabled, preferred } = user.data?.mfa ?? {};
      if (preferred === factor) return 'preferred';
      return enabled && (enabled.includes(factor) ? 'enabled' : 'off');
    };
    return { totp, emailCode: preference('EMAIL_OTP'), smsCode: preference('SMS_MFA'), prefer };
  }, [totp, user.data, prefer]);
}
