import type { Meta, StoryObj } from '@storybook/react-vite';
import { SignIn } from 'cognito-kit';
import { expect, userEvent, waitFor } from 'storybook/test';
import { createUser, submitUsername, signIn } from '../../support/user-actions.ts';
import { signInProps } from '../../support/prop-tables.ts';
import { ada, grace, karen, kevin, linus, margaret, radia } from '../../../test/support/users.ts';
import { totpCode, wrongCode } from '../../../test/support/codes.ts';

const meta = {
  title: 'Sign in/Password',
  component: SignIn,
  argTypes: signInProps,
  args: { appName: 'Harbor', onSignUp: () => {}, onForgotPassword: () => {} },
} satisfies Meta<typeof SignIn>;
export default meta;
type Story = StoryObj<typeof meta>;

export const Identifier: Story = {
  play: async (context) => {
    await createUser(context).waitForStep('identifier');
  },
};

export const IdentifierMissing: Story = {
  play: async (context) => {
    const user = createUser(context);
    await user.submit();
    await user.waitForText(/enter your username/i);
    await waitFor(async () => expect(await user.input('username')).toHaveAttribute('aria-invalid', 'true'));
  },
};

/** The box is checked at first. If the user clears it, the session ends with the tab. */
export const RememberMe: Story = {
  args: { rememberMe: true },
  play: async (context) => {
    const user = createUser(context);
    await user.waitForStep('identifier');
    const box = await user.canvas.findByRole('checkbox');
    await expect(box).toBeChecked();
    await userEvent.click(box);
    await submitUsername(user, ada);
    await user.waitForStep('password');
    await user.press(({ change }) => change);
    await user.waitForStep('identifier');
    await expect(await user.canvas.findByRole('checkbox')).not.toBeChecked();
  },
};

export const EmailOrPhone: Story = {
  args: { aliases: ['email', 'phone_number'] },
  play: async (context) => {
    const user = createUser(context);
    await submitUsername(user, { username: 'neither' });
    await user.waitForText(/country code/i);
  },
};

export const EmailOnly: Story = {
  args: { identifier: 'email' },
  play: async (context) => {
    const user = createUser(context);
    await submitUsername(user, { username: 'ada@' });
    await user.waitForText(/such as ada@example.com/i);
  },
};

export const PhoneOnly: Story = {
  args: { identifier: 'phone' },
  play: async (context) => {
    const user = createUser(context);
    await submitUsername(user, { username: '020 7946 0018' });
    await user.waitForText(/country code/i);
  },
};

export const Password: Story = {
  play: async (context) => {
    const user = createUser(context);
    await submitUsername(user, { username: ada.email });
    await user.waitForStep('password');
  },
};

/** Every control stays inside the card at twice the text size and 320 px, even with a long username. */
export const LargeText: Story = {
  globals: { width: '320px' },
  beforeEach: () => {
    document.documentElement.style.fontSize = '200%';
    return () => void document.documentElement.style.removeProperty('font-size');
  },
  play: async (context) => {
    const user = createUser(context);
    await submitUsername(user, { username: 'ada.augusta.king.countess@lovelace.example.com' });
    await user.waitForStep('password');
    await expect(getComputedStyle(await user.input('password')).fontSize).toBe('32px');
    const card = (await user.find('.ck-card')).getBoundingClientRect();
    await expect(card.width).toBe(320);
    for (const control of user.canvas.getAllByRole('button')) {
      const { left, right } = control.getBoundingClientRect();
      await expect(left).toBeGreaterThanOrEqual(card.left);
      await expect(right).toBeLessThanOrEqual(card.right);
    }
  },
};

export const WrongPassword: Story = {
  play: async (context) => {
    const user = createUser(context);
    await signIn(user, { ...ada, password: 'not-the-password' });
    await user.waitForAlert(/don’t match/i);
  },
};

/** An unknown username gets the same message as a wrong password. */
export const UnknownUser: Story = {
  play: async (context) => {
    const user = createUser(context);
    await signIn(user, { username: 'nobody', password: 'not-the-password' });
    await user.waitForAlert(/don’t match/i);
  },
};

/** The progress line runs, and the button keeps its text and its width. */
export const Pending: Story = {
  play: async (context) => {
    const user = createUser(context);
    user.environment.network.setCondition('unanswered');
    await signIn(user, ada);
    await user.find('button[type=submit][aria-busy=true]');
    await user.find('.ck-thread[data-state=running]');
  },
};

export const Totp: Story = {
  play: async (context) => {
    const user = createUser(context);
    await signIn(user, grace);
    await user.waitForStep('totp');
  },
};

export const TotpWrongCode: Story = {
  play: async (context) => {
    const user = createUser(context);
    await signIn(user, grace);
    await user.fill('code', wrongCode(totpCode(grace.totp)));
    await user.submit();
    await user.waitForAlert(/isn’t right/i);
  },
};

/** An expired challenge returns to the first step, with the username filled in and a reason. */
export const ChallengeExpired: Story = {
  play: async (context) => {
    const user = createUser(context);
    await signIn(user, grace);
    await user.waitForStep('totp');
    user.environment.aws.clock.advance(200);
    await user.paste('code', totpCode(grace.totp));
    await user.waitForStep('identifier');
    await user.waitForText(/started over/i);
    await expect(await user.input('username')).toHaveValue('grace');
  },
};

export const SignedIn: Story = {
  play: async (context) => {
    const user = createUser(context);
    await signIn(user, grace);
    // A phone offers the code with a space inside.
    await user.paste('code', totpCode(grace.totp).replace(/^.../, '$& '));
    await user.waitForStep('signedIn');
  },
};

export const NewPassword: Story = {
  play: async (context) => {
    const user = createUser(context);
    await signIn(user, linus);
    await user.waitForStep('newPassword');
    await user.fill('newPassword', 'penguin7');
  },
};

export const NewPasswordTooWeak: Story = {
  play: async (context) => {
    const user = createUser(context);
    await signIn(user, linus);
    await user.fill('newPassword', 'penguin');
    await user.submit();
    await waitFor(async () =>
      expect(await user.input('newPassword')).toHaveAttribute('aria-invalid', 'true'),
    );
  },
};

/** The pool also requires attributes that this user does not have. */
export const NewPasswordWithAttributes: Story = {
  parameters: {
    environment: { aws: { pool: { requiredAttributes: ['email', 'given_name', 'family_name'] } } },
  },
  play: async (context) => {
    const user = createUser(context);
    await signIn(user, linus);
    await user.waitForStep('newPassword');
    await user.fill('given_name', 'Linus');
  },
};

export const NewPasswordSaved: Story = {
  play: async (context) => {
    const user = createUser(context);
    await signIn(user, linus);
    await user.fill('newPassword', 'Penguin-colony-7');
    await user.submit();
    await user.waitForStep('signedIn');
  },
};

/** The sign-up of this user was never confirmed. Its code confirms it and completes the sign-in. */
export const ConfirmSignUp: Story = {
  play: async (context) => {
    const user = createUser(context);
    await signIn(user, margaret);
    await user.waitForStep('confirmSignUp');
  },
};

/** The code from the time of the sign-up has expired. */
export const ConfirmSignUpExpiredCode: Story = {
  play: async (context) => {
    const user = createUser(context);
    await signIn(user, margaret);
    await user.paste('code', '000000');
    await user.waitForAlert(/expired/i);
  },
};

/** An administrator demanded a reset. A code and a new password complete the sign-in. */
export const ResetRequired: Story = {
  play: async (context) => {
    const user = createUser(context);
    await signIn(user, radia);
    await user.waitForStep('resetPassword');
  },
};

/** An administrator disabled the account. */
export const Disabled: Story = {
  play: async (context) => {
    const user = createUser(context);
    await signIn(user, karen);
    await user.waitForAlert(/\S/);
  },
};

/** The password is on lists of leaked passwords. The service can check that only if it receives the password. */
export const CompromisedPassword: Story = {
  parameters: { environment: { config: { authFlow: 'USER_PASSWORD_AUTH' } } },
  play: async (context) => {
    const user = createUser(context);
    await signIn(user, kevin);
    await user.waitForStep('resetPassword');
  },
};

/** The service refuses further attempts. */
export const TooManyAttempts: Story = {
  play: async (context) => {
    const user = createUser(context);
    user.environment.aws.faults.add({ kind: 'error', status: 400, code: 'LimitExceededException' });
    await signIn(user, ada);
    await user.waitForAlert(/too many tries/i);
  },
};

/** The service is throttling. The kit retries by itself before it reports an error. */
export const Throttled: Story = {
  tags: ['slow'],
  play: async (context) => {
    const user = createUser(context);
    user.environment.network.setCondition('throttled');
    await signIn(user, ada);
    await user.waitForAlert(/moment/i);
  },
};

export const Offline: Story = {
  play: async (context) => {
    const user = createUser(context);
    user.environment.network.setCondition('offline');
    await signIn(user, ada);
    await user.waitForAlert(/offline/i);
  },
};

/** The service replies with status 500. */
export const ServiceDown: Story = {
  play: async (context) => {
    const user = createUser(context);
    user.environment.aws.faults.add({ kind: 'error', status: 500 });
    await signIn(user, ada);
    await user.waitForAlert(/problem/i);
  },
};
