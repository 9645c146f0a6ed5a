/** Proves the hooks for MFA methods, first factors, the password, the account's deletion and the step-up. */
import { act, renderHook, waitFor } from '@testing-library/react';
import { URI, type TOTP } from 'otpauth';
import { describe, expect, it } from 'vitest';
import {
  authFactorsQueryOptions,
  useAuthFactors,
  useChangePassword,
  useDeleteAccount,
  useMfa,
  useSession,
  useSignIn,
  useStepUp,
} from '../../../src/index.ts';
import { decodeJwt } from '../../../src/lib/jwt.ts';
import { longWait } from '../../support/user-actions.ts';
import { ada } from '../../support/users.ts';
import { createTestApp } from '../../support/test-app.tsx';

const aws = {
  users: [ada],
  pool: {
    mfa: 'OPTIONAL',
    mfaMethods: ['EMAIL_OTP', 'SOFTWARE_TOKEN_MFA'],
    firstFactors: ['PASSWORD', 'EMAIL_OTP'],
  },
  client: { authFlows: ['USER_SRP_AUTH', 'USER_AUTH', 'REFRESH_TOKEN_AUTH'] },
} as const;

describe('useAuthFactors', () => {
  it('useAuthFactors lists the user’s factors, also after `prefer` has changed them', async () => {
    const { cognito, signIn, wrapper, sent } = await createTestApp({ aws });
    const { result } = renderHook(() => useAuthFactors(), { wrapper });
    expect(sent).toEqual([]);
    await act(() => signIn(ada));
    await waitFor(() => expect(result.current.data).toMatchObject({ second: [] }), longWait);
    await act(() => result.current.prefer.run({ emailCode: 'preferred' }));
    await waitFor(
      () => expect(result.current.data).toMatchObject({ second: ['EMAIL_OTP'], preferred: 'EMAIL_OTP' }),
      longWait,
    );
    expect(JSON.stringify(authFactorsQueryOptions(cognito).queryKey)).not.toMatch(/\bada\b/);
  });

  it('useAuthFactors reports the pool’s refusal as the error of `prefer`', async () => {
    const { signIn, wrapper } = await createTestApp({ aws });
    await signIn(ada);
    const { result } = renderHook(() => useAuthFactors(), { wrapper });
    await act(() => result.current.prefer.run({ totp: 'preferred' }));
    expect(result.current.prefer).toMatchObject({
      status: 'error',
      error: { code: 'InvalidParameterException' },
    });
  });
});

describe('useMfa', () => {
  it('useMfa needs no second TOTP code when the code was accepted and the next request got no reply', async () => {
    const { aws: localAws, clock, signIn, wrapper } = await createTestApp({ aws });
    await signIn(ada);
    const { result } = renderHook(() => useMfa().totp, { wrapper });
    await act(() => result.current.setUp());
    const setup = result.current;
    if (setup.step !== 'verify') throw new Error(setup.step);
    const code = (URI.parse(setup.uri) as TOTP).generate({ timestamp: clock.now() });
    localAws.faults.add({ kind: 'drop', when: 'beforeWork', operation: 'SetUserMFAPreference', count: 1 });
    await act(() => setup.verify({ code }));
    expect(result.current).toMatchObject({ step: 'verify', status: 'idle', error: { kind: 'network' } });
    await act(() => result.current.verify({ code }));
    expect(result.current).toMatchObject({ step: 'done', status: 'idle', error: undefined });
    await waitFor(() => expect(result.current.enabled).toBe(true), longWait);
  });

  const everyFactor = {
    ...aws,
    users: [{ ...ada, phone: '+15555550100' }],
    pool: { ...aws.pool, mfaMethods: ['EMAIL_OTP', 'SMS_MFA', 'SOFTWARE_TOKEN_MFA'] },
  } as const;

  it('useMfa turns codes by e-mail and SMS on and off and sets the preferred one, also for useAuthFactors', async () => {
    const { aws: localAws, signIn, wrapper } = await createTestApp({ aws: everyFactor });
    await signIn(ada);
    const { result } = renderHook(() => ({ mfa: useMfa(), factors: useAuthFactors() }), { wrapper });
    const preferences = () => {
      const { emailCode, smsCode, totp } = result.current.mfa;
      return { emailCode, smsCode, totp: totp.enabled };
    };
    expect(preferences()).toEqual({ emailCode: undefined, smsCode: undefined, totp: undefined });
    await waitFor(
      () => expect(preferences()).toEqual({ emailCode: 'off', smsCode: 'off', totp: false }),
      longWait,
    );
    await act(() => result.current.mfa.prefer.run({ emailCode: 'enabled', smsCode: 'preferred' }));
    expect(result.current.mfa.prefer).toMatchObject({ status: 'success', error: undefined });
    await waitFor(
      () => expect(preferences()).toEqual({ emailCode: 'enabled', smsCode: 'preferred', totp: false }),
      longWait,
    );
    await waitFor(
      () => expect(result.current.factors.data).toMatchObject({ preferred: 'SMS_MFA' }),
      longWait,
    );
    await act(() => result.current.factors.prefer.run({ emailCode: 'preferred', smsCode: 'off' }));
    await waitFor(
      () => expect(preferences()).toEqual({ emailCode: 'preferred', smsCode: 'off', totp: false }),
      longWait,
    );
    // The next sign-in asks for the preferred method.
    const flow = renderHook(() => useSignIn(), { wrapper });
    await act(() => flow.result.current.start({ username: 'ada', password: ada.password }));
    expect(flow.result.current).toMatchObject({ name: 'emailCode', resend: undefined });
    const code = await localAws.outbox.code(ada.email);
    await act(() => flow.result.current.submit({ code } as never));
    expect(flow.result.current.name).toBe('signedIn');
  });

  it('useMfa reports the pool’s refusal and shows the unchanged setting', async () => {
    const { signIn, wrapper } = await createTestApp({ aws: { ...everyFactor, users: [ada] } });
    await signIn(ada);
    const { result } = renderHook(() => useMfa(), { wrapper });
    // The user has no phone number.
    await act(() => result.current.prefer.run({ smsCode: 'preferred' }));
    expect(result.current.prefer).toMatchObject({ status: 'error', error: { kind: 'rejected' } });
    await waitFor(() => expect(result.current.smsCode).toBe('off'), longWait);
  });
});

describe('useChangePassword', () => {
  it('fault 86 (password in memory): useChangePassword changes the password and caches neither', async () => {
    const { signIn, wrapper, queries } = await createTestApp({ aws });
    await signIn(ada);
    const { result } = renderHook(() => useChangePassword(), { wrapper });
    await act(() => result.current.run({ previousPassword: 'wrong', newPassword: 'Quiet-river-4' }));
    expect(result.current.error?.code).toBe('NotAuthorizedException');
    await act(() => result.current.run({ previousPassword: ada.password, newPassword: 'Quiet-river-4' }));
    expect(result.current).toMatchObject({ status: 'success', error: undefined });
    expect(queries.getMutationCache().getAll()).toEqual([]);
    expect(JSON.stringify(queries.getQueryCache().getAll())).not.toMatch(/Quiet-river|wrong/);
  });
});

describe('useDeleteAccount', () => {
  it('useDeleteAccount deletes the account and signs the user out', async () => {
    const { signIn, wrapper } = await createTestApp({ aws });
    await signIn(ada);
    const { result } = renderHook(() => ({ deletion: useDeleteAccount(), session: useSession() }), {
      wrapper,
    });
    await act(() => result.current.deletion.run());
    await waitFor(() => expect(result.current.session.status).toBe('signedOut'), longWait);
    await expect(signIn(ada)).rejects.toThrow();
  });
});

describe('useStepUp', () => {
  it('useStepUp sends nothing at first, asks for the second factor and ends with tokens of the requested acr', async () => {
    const { aws: localAws, cognito, signIn, wrapper, sent } = await createTestApp({ aws });
    await signIn(ada);
    const factors = renderHook(() => useAuthFactors(), { wrapper });
    await act(() => factors.result.current.prefer.run({ emailCode: 'enabled' }));
    factors.unmount();
    const sentBefore = sent.length;
    const options = { acr: 'urn:cognito:loa:3', username: ada.username };
    const { result } = renderHook(() => useStepUp(options), { wrapper });
    expect(result.current).toMatchObject({ name: 'stepUp', step: { acr: 'urn:cognito:loa:3' } });
    expect(sent).toHaveLength(sentBefore);
    const answer = async (input: object) => act(() => result.current.submit(input as never));
    await answer({});
    if (result.current.name === 'password') await answer({ password: ada.password });
    if (result.current.name === 'selectFactor') {
      await answer({ factor: 'password' });
      await answer({ password: ada.password });
    }
    expect(result.current.name).toBe('emailCode');
    await answer({ code: await localAws.outbox.code(ada.email) });
    expect(result.current.name).toBe('signedIn');
    const tokens = await cognito.getTokens();
    expect(decodeJwt(tokens?.accessToken ?? '')).toMatchObject({ acr: 'urn:cognito:loa:3' });
  });
});
