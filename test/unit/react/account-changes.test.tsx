/** The hooks that change an account as a whole, or ask its owner for more proof. */
import { act, renderHook, waitFor } from '@testing-library/react';
import { URI, type TOTP } from 'otpauth';
import { describe, expect, it, vi } from 'vitest';
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
import { patient } from '../support/person.ts';
import { ada, createStage } from '../support/stage.tsx';

// Two cores may be busy with other files.
vi.setConfig({ testTimeout: 20_000 });

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
  it('shows what there is, and what `prefer` made of it', async () => {
    const { cognito, signIn, wrapper, sent } = await createStage({ aws });
    const { result } = renderHook(() => useAuthFactors(), { wrapper });
    expect(sent).toEqual([]);
    await act(() => signIn(ada));
    await waitFor(() => expect(result.current.data).toMatchObject({ second: [] }), patient);
    await act(() => result.current.prefer.run({ emailCode: 'preferred' }));
    await waitFor(
      () => expect(result.current.data).toMatchObject({ second: ['EMAIL_OTP'], preferred: 'EMAIL_OTP' }),
      patient,
    );
    expect(JSON.stringify(authFactorsQueryOptions(cognito).queryKey)).not.toMatch(/\bada\b/);
  });

  it('says what the pool refuses', async () => {
    const { signIn, wrapper } = await createStage({ aws });
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
  it('asks for no second code where the app was proven and what follows got no answer', async () => {
    const { aws: local, clock, signIn, wrapper } = await createStage({ aws });
    await signIn(ada);
    const { result } = renderHook(() => useMfa().totp, { wrapper });
    await act(() => result.current.setUp());
    const shown = result.current;
    if (shown.step !== 'verify') throw new Error(shown.step);
    const code = (URI.parse(shown.uri) as TOTP).generate({ timestamp: clock.now() });
    local.faults.add({ kind: 'drop', when: 'beforeWork', operation: 'SetUserMFAPreference', count: 1 });
    await act(() => shown.verify({ code }));
    expect(result.current).toMatchObject({ step: 'verify', status: 'idle', error: { kind: 'network' } });
    await act(() => result.current.verify({ code }));
    expect(result.current).toMatchObject({ step: 'done', status: 'idle', error: undefined });
    await waitFor(() => expect(result.current.enabled).toBe(true), patient);
  });

  const everyFactor = {
    ...aws,
    users: [{ ...ada, phone: '+15555550100' }],
    pool: { ...aws.pool, mfaMethods: ['EMAIL_OTP', 'SMS_MFA', 'SOFTWARE_TOKEN_MFA'] },
  } as const;

  it('turns codes by e-mail and SMS on and off, says which goes first, and all who show it see it', async () => {
    const { aws: local, signIn, wrapper } = await createStage({ aws: everyFactor });
    await signIn(ada);
    const { result } = renderHook(() => ({ mfa: useMfa(), factors: useAuthFactors() }), { wrapper });
    const preferences = () => {
      const { emailCode, smsCode, totp } = result.current.mfa;
      return { emailCode, smsCode, totp: totp.enabled };
    };
    expect(preferences()).toEqual({ emailCode: undefined, smsCode: undefined, totp: undefined });
    await waitFor(
      () => expect(preferences()).toEqual({ emailCode: 'off', smsCode: 'off', totp: false }),
      patient,
    );
    await act(() => result.current.mfa.prefer.run({ emailCode: 'enabled', smsCode: 'preferred' }));
    expect(result.current.mfa.prefer).toMatchObject({ status: 'success', error: undefined });
    await waitFor(
      () => expect(preferences()).toEqual({ emailCode: 'enabled', smsCode: 'preferred', totp: false }),
      patient,
    );
    await waitFor(() => expect(result.current.factors.data).toMatchObject({ preferred: 'SMS_MFA' }), patient);
    await act(() => result.current.factors.prefer.run({ emailCode: 'preferred', smsCode: 'off' }));
    await waitFor(
      () => expect(preferences()).toEqual({ emailCode: 'preferred', smsCode: 'off', totp: false }),
      patient,
    );
    // And sign-in asks for it.
    const flow = renderHook(() => useSignIn(), { wrapper });
    await act(() => flow.result.current.start({ username: 'ada', password: ada.password }));
    expect(flow.result.current).toMatchObject({ name: 'emailCode', resend: undefined });
    const code = await local.outbox.code(ada.email);
    await act(() => flow.result.current.submit({ code } as never));
    expect(flow.result.current.name).toBe('signedIn');
  });

  it('says what the pool refuses, and shows what holds', async () => {
    const { signIn, wrapper } = await createStage({ aws: { ...everyFactor, users: [ada] } });
    await signIn(ada);
    const { result } = renderHook(() => useMfa(), { wrapper });
    // There is no number to send a code to.
    await act(() => result.current.prefer.run({ smsCode: 'preferred' }));
    expect(result.current.prefer).toMatchObject({ status: 'error', error: { kind: 'rejected' } });
    await waitFor(() => expect(result.current.smsCode).toBe('off'), patient);
  });
});

describe('useChangePassword', () => {
  it('fault 86: changes a password, and keeps neither', async () => {
    const { signIn, wrapper, queries } = await createStage({ aws });
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
  it('deletes the account, and nobody is signed in then', async () => {
    const { signIn, wrapper } = await createStage({ aws });
    await signIn(ada);
    const { result } = renderHook(() => ({ deletion: useDeleteAccount(), session: useSession() }), {
      wrapper,
    });
    await act(() => result.current.deletion.run());
    await waitFor(() => expect(result.current.session.status).toBe('signedOut'), patient);
    await expect(signIn(ada)).rejects.toThrow();
  });
});

describe('useStepUp', () => {
  it('begins with nothing sent, asks for the second factor, and ends with tokens that say so', async () => {
    const { aws: local, cognito, signIn, wrapper, sent } = await createStage({ aws });
    await signIn(ada);
    const factors = renderHook(() => useAuthFactors(), { wrapper });
    await act(() => factors.result.current.prefer.run({ emailCode: 'enabled' }));
    factors.unmount();
    const before = sent.length;
    const options = { acr: 'urn:cognito:loa:3', username: ada.username };
    const { result } = renderHook(() => useStepUp(options), { wrapper });
    expect(result.current).toMatchObject({ name: 'stepUp', step: { acr: 'urn:cognito:loa:3' } });
    expect(sent).toHaveLength(before);
    const answer = async (input: object) => act(() => result.current.submit(input as never));
    await answer({});
    if (result.current.name === 'password') await answer({ password: ada.password });
    if (result.current.name === 'selectFactor') {
      await answer({ factor: 'password' });
      await answer({ password: ada.password });
    }
    expect(result.current.name).toBe('emailCode');
    await answer({ code: await local.outbox.code(ada.email) });
    expect(result.current.name).toBe('signedIn');
    const tokens = await cognito.getTokens();
    expect(decodeJwt(tokens?.accessToken ?? '')).toMatchObject({ acr: 'urn:cognito:loa:3' });
  });
});
