'use client';
/** Second factors: an authenticator app's set-up and removal, codes by e-mail and SMS, and which is asked for. */
import { useQueryClient } from '@tanstack/react-query';
import { useCallback, useEffect, useMemo, useRef, useState } from 'react';
import { isCognitoError, unexpected, type CognitoError } from '../errors.ts';
import { setMfaPreference, setUpTotp, verifyTotp } from '../account/account.ts';
import type { MfaPreference } from '../account/mfa.ts';
import type { AccountPart, Action } from './account-query.ts';
import { useCognito } from './cognito-context.ts';
import { authQueryKey } from './query-key.ts';
import { readAgain } from './read-again.ts';
import { useAuthStateId } from './use-auth-state-id.ts';
import { usePrefer, type MfaPreferences } from './use-prefer.ts';
import { useUser } from './use-user.ts';

type SetUp =
  | { status: 'idle' | 'preparing' | 'removing' | 'done' }
  /** To be shown once, as text and as a QR code of `uri` (`otpauth://totp/…`). Secrets: keep them nowhere. */
  | { status: 'ready' | 'verifying'; secret: string; uri: string };

export type UseTotp = SetUp & {
  /** Whether sign-in asks for a code; undefined until GetUser has answered. */
  enabled: boolean | undefined;
  error: CognitoError | undefined;
  /** Asks for a secret. `issuer` is the name that the authenticator app shows: the page's host by default. */
  setUp: (options?: { issuer?: string }) => Promise<void>;
  /** Proves with a code that the app has the secret, and turns the factor on. */
  verify: (answer: { code: string; deviceName?: string }) => Promise<void>;
  /** Turns the factor off. */
  remove: () => Promise<void>;
  cancel: () => void;
};

export interface UseMfa {
  totp: UseTotp;
  /** Codes to the account's verified address; undefined until GetUser has answered. */
  emailCode: MfaPreference | undefined;
  /** Codes to the account's verified number. */
  smsCode: MfaPreference | undefined;
  /** `prefer.run({ emailCode: 'preferred', smsCode: 'off' })`; what is left out stays as it is. */
  prefer: Action<[MfaPreferences]>;
}

const idle: SetUp = { status: 'idle' };

/** No call of it rejects: see `error`. */
export function useMfa(): UseMfa {
  const cognito = useCognito();
  const queries = useQueryClient();
  const epoch = useAuthStateId();
  const user = useUser();
  const [setUp, set] = useState<SetUp>(idle);
  const [error, setError] = useState<CognitoError>();
  const running = useRef<AbortController>(undefined);
  /** The app is proven once: where only what follows got no answer, that is sent again. */
  const isProven = useRef(false);

  /** One request at a time; what an unmount, a cancel or another person overtakes changes nothing. */
  const run = useCallback(
    async (meanwhile: SetUp, otherwise: SetUp, work: (signal: AbortSignal) => Promise<SetUp>) => {
      running.current?.abort();
      const own = new AbortController();
      running.current = own;
      setError(undefined);
      set(meanwhile);
      try {
        const next = await work(own.signal);
        if (running.current === own) set(next);
      } catch (problem) {
        if (running.current !== own) return;
        set(otherwise);
        setError(isCognitoError(problem) ? problem : unexpected(problem));
      }
    },
    [],
  );
  const cancel = useCallback(() => {
    running.current?.abort();
    running.current = undefined;
    setError(undefined);
    set(idle);
  }, []);
  // A secret belongs to one person, and to one look at it.
  // oxlint-disable-next-line react/exhaustive-effect-dependencies -- another epoch is another person
  useEffect(() => cancel, [cancel, epoch]);

  const totp = useMemo<UseTotp>(() => {
    const stale = (part: AccountPart) => readAgain(queries, authQueryKey(epoch, part));
    const refresh = () => Promise.all([stale('user'), stale('factors')]);
    return {
      ...setUp,
      enabled: user.data?.mfa.enabled.includes('SOFTWARE_TOKEN_MFA'),
      error,
      cancel,
      setUp: ({ issuer } = {}) =>
        run({ status: 'preparing' }, idle, async (signal) => {
          isProven.current = false;
          const session = cognito.getSession();
          const account = session.status === 'signedIn' ? session.username : '';
          return { status: 'ready', ...(await setUpTotp(cognito, { issuer, account }, signal)) };
        }),
      verify: async ({ code, deviceName }) => {
        if (setUp.status !== 'ready') return;
        await run({ ...setUp, status: 'verifying' }, setUp, async (signal) => {
          if (!isProven.current) await verifyTotp(cognito, { code, deviceName }, signal);
          isProven.current = true;
          await setMfaPreference(cognito, { totp: 'preferred' }, signal);
          await refresh();
          return { status: 'done' };
        });
      },
      remove: () =>
        run({ status: 'removing' }, idle, async (signal) => {
          await setMfaPreference(cognito, { totp: 'off' }, signal);
          await refresh();
          return idle;
        }),
    };
  }, [setUp, error, user.data, cognito, queries, epoch, run, cancel]);

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
