/** Rule 10: another code for a first factor, after a wait, with what was typed kept. */
import { act, screen, waitFor } from '@testing-library/react';
import type { UserEvent } from '@testing-library/user-event';
import { describe, expect, it } from 'vitest';
import { ResetPassword, SignIn } from '../../../src/index.ts';
import { allFactors, joan } from '../support/passkey-app.ts';
import { button, field, heading, longWait, signIn } from '../support/user-actions.ts';
import { createTestApp } from '../support/test-app.tsx';

/** Without a second factor, who may have codes for a first. */
const { mfa: _, ...annie } = { ...joan, username: 'annie' };

async function identify(user: UserEvent, username: string) {
  await user.type(await field(/username or email/i), username);
  await user.click(button(/continue/i));
}

describe('a code as the first factor', () => {
  it.each([
    ['emailCode', 'email', annie.email],
    ['smsCode', 'phone', annie.phone],
  ] as const)('%s can be had again after 30 seconds, and the new one signs in', async (method, where, to) => {
    const { show, aws, clock, sent } = await createTestApp({
      aws: { ...allFactors, users: [annie] },
      config: { authFlow: 'USER_AUTH' },
    });
    const { user } = show(<SignIn firstFactors={[method]} />);
    await identify(user, annie.username);
    await heading(new RegExp(`check your ${where}`, 'i'));
    const first = await aws.outbox.code(to);
    const resend = button(/send a new code in 30 s/i);
    expect(resend).toHaveAttribute('aria-disabled', 'true');
    await user.click(resend);
    expect(aws.outbox.all()).toHaveLength(1);
    await user.type(await field(/^code/i), '1234');
    const before = sent.length;
    act(() => clock.advance(30_000));
    expect(await screen.findByText(/you can ask for a new code now/i)).toBeInTheDocument();
    await user.click(button(/^send a new code$/i));
    await waitFor(() => expect(aws.outbox.all()).toHaveLength(2), longWait);
    expect(await screen.findByText(/a new code is on its way/i, {}, longWait)).toBeInTheDocument();
    expect(sent.length).toBeGreaterThan(before);
    const code = await field(/^code/i);
    expect(code).toHaveValue('1234');
    expect(button(/send a new code in 30 s/i)).toHaveAttribute('aria-disabled', 'true');
    const second = await aws.outbox.code(to);
    expect(second).not.toBe(first);
    await user.clear(code);
    await user.type(code, `${second}{Enter}`);
    expect(await heading(/you’re signed in/i)).toBeVisible();
  });

  it('cannot be had again where it is the second: the password is gone', async () => {
    const { show } = await createTestApp({
      aws: { ...allFactors, users: [{ ...joan, mfa: ['EMAIL_OTP'] }] },
    });
    const { user } = show(<SignIn />);
    await signIn(user, joan);
    await heading(/check your email/i);
    expect(screen.queryByRole('button', { name: /new code/i })).toBeNull();
  });
});

describe('what is said of a new code is so', () => {
  async function atConfirm() {
    const testApp = await createTestApp();
    const shown = testApp.show(<ResetPassword username="ada" />);
    await shown.user.click(button(/send the code/i));
    await heading(/choose a new password/i);
    act(() => testApp.clock.advance(30_000));
    await screen.findByText(/you can ask for a new code now/i);
    return { ...testApp, ...shown };
  }

  it('says nothing of the form that was not sent', async () => {
    const { user, holdReplies } = await atConfirm();
    const answers = holdReplies();
    await user.click(button(/^send a new code$/i));
    expect(button(/save password/i)).toHaveAttribute('aria-busy', 'true');
    expect(screen.queryByText(/saving your password/i)).toBeNull();
    answers();
    expect(await screen.findByText(/a new code is on its way/i, {}, longWait)).toBeInTheDocument();
  });

  it('who gets none has nothing to wait for', async () => {
    const { user, aws } = await atConfirm();
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

  it('none is promised while another request runs', async () => {
    const { user, aws, holdReplies } = await atConfirm();
    const answers = holdReplies();
    await user.type(await field(/^code/i), '123456');
    await user.type(await field(/^new password/i), 'Analytical-engine-6{Enter}');
    expect(button(/^send a new code$/i)).toHaveAttribute('aria-disabled', 'true');
    await user.click(button(/^send a new code$/i));
    expect(screen.queryByText(/on its way/i)).toBeNull();
    answers();
    await waitFor(() => expect(screen.getByRole('alert')).toHaveTextContent(/isn’t right/i), longWait);
    expect(aws.outbox.all()).toHaveLength(1);
  });
});
