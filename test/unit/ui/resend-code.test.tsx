/** Proves rule 10 (time): a further code can be requested after 30 seconds, and the typed text stays. */
import { act, screen, waitFor } from '@testing-library/react';
import { describe, expect, it } from 'vitest';
import { ResetPassword, SignIn } from '../../../src/index.ts';
import { allFactors } from '../../support/passkey-app.ts';
import { katherine, userNamed } from '../../support/users.ts';
import { button, field, heading, longWait, signIn, submitUsername } from '../../support/user-actions.ts';
import { createTestApp } from '../../support/test-app.tsx';

/** A user without a second factor, for a sign-in by a code alone. */
const annie = userNamed('annie', { phone: '+15555550123' });

describe('rule 10 (time): a code as the first factor', () => {
  it.each([
    ['emailCode', 'email', annie.email],
    ['smsCode', 'phone', annie.phone],
  ] as const)(
    '%s can be sent again after 30 seconds, and the new code signs in',
    async (method, device, to) => {
      const { show, aws, clock, sent } = await createTestApp({
        aws: { ...allFactors, users: [annie] },
        config: { authFlow: 'USER_AUTH' },
      });
      const { user } = show(<SignIn firstFactors={[method]} />);
      await submitUsername(user, annie.username);
      await heading(new RegExp(`check your ${device}`, 'i'));
      const first = await aws.outbox.code(to);
      const resend = button(/send a new code in 30 s/i);
      expect(resend).toHaveAttribute('aria-disabled', 'true');
      await user.click(resend);
      expect(aws.outbox.all()).toHaveLength(1);
      await user.type(await field(/^code/i), '1234');
      const sentBefore = sent.length;
      act(() => clock.advanceNow(30_000));
      expect(await screen.findByText(/you can ask for a new code now/i)).toBeInTheDocument();
      await user.click(button(/^send a new code$/i));
      await waitFor(() => expect(aws.outbox.all()).toHaveLength(2), longWait);
      expect(await screen.findByText(/a new code is on its way/i, {}, longWait)).toBeInTheDocument();
      expect(sent.length).toBeGreaterThan(sentBefore);
      const code = await field(/^code/i);
      expect(code).toHaveValue('1234');
      expect(button(/send a new code in 30 s/i)).toHaveAttribute('aria-disabled', 'true');
      const second = await aws.outbox.code(to);
      expect(second).not.toBe(first);
      await user.clear(code);
      await user.type(code, `${second}{Enter}`);
      expect(await heading(/you’re signed in/i)).toBeVisible();
    },
  );

  it('a code as the second factor cannot be sent again, since the password is no longer known', async () => {
    const { show } = await createTestApp({
      aws: { ...allFactors, users: [katherine] },
    });
    const { user } = show(<SignIn />);
    await signIn(user, katherine);
    await heading(/check your email/i);
    expect(screen.queryByRole('button', { name: /new code/i })).toBeNull();
  });
});

describe('rule 10 (time): the messages about a new code', () => {
  async function showNewPasswordStep() {
    const testApp = await createTestApp();
    const rendered = testApp.show(<ResetPassword username="ada" />);
    await rendered.user.click(button(/send the code/i));
    await heading(/choose a new password/i);
    act(() => testApp.clock.advanceNow(30_000));
    await screen.findByText(/you can ask for a new code now/i);
    return { ...testApp, ...rendered };
  }

  it('a request for a new code does not announce that the form is being saved', async () => {
    const { user, holdRequests } = await showNewPasswordStep();
    const release = holdRequests();
    await user.click(button(/^send a new code$/i));
    expect(button(/save password/i)).toHaveAttribute('aria-busy', 'true');
    expect(screen.queryByText(/saving your password/i)).toBeNull();
    release();
    expect(await screen.findByText(/a new code is on its way/i, {}, longWait)).toBeInTheDocument();
  });

  it('a request for a new code that fails starts no countdown', async () => {
    const { user, aws } = await showNewPasswordStep();
    aws.faults.add({ kind: 'error', status: 400, code: 'CodeDeliveryFailureException' });
    await user.click(button(/^send a new code$/i));
    await waitFor(() => expect(screen.getByRole('alert')).toHaveTextContent(/couldn’t send/i), longWait);
    expect(button(/^send a new code$/i)).not.toHaveAttribute('aria-disabled');
    expect(screen.queryByText(/on its way/i)).toBeNull();
    aws.faults.clear();
    await user.click(button(/^send a new code$/i));
    expect(await screen.findByText(/a new code is on its way/i, {}, longWait)).toBeInTheDocument();
    expect(aws.outbox.all()).toHaveLength(2);
  });

  it('no new code can be requested while the form is being submitted', async () => {
    const { user, aws, holdRequests } = await showNewPasswordStep();
    const release = holdRequests();
    await user.type(await field(/^code/i), '123456');
    await user.type(await field(/^new password/i), 'Analytical-engine-6{Enter}');
    expect(button(/^send a new code$/i)).toHaveAttribute('aria-disabled', 'true');
    await user.click(button(/^send a new code$/i));
    expect(screen.queryByText(/on its way/i)).toBeNull();
    release();
    await waitFor(() => expect(screen.getByRole('alert')).toHaveTextContent(/isn’t right/i), longWait);
    expect(aws.outbox.all()).toHaveLength(1);
  });
});
