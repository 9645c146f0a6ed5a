import type { Meta, StoryObj } from '@storybook/react-vite';
import { SignIn } from 'cognito-kit';
import { expect, userEvent, waitFor } from 'storybook/test';
import { actor, identify, signIn } from '../../support/user-actions.ts';
import { signInProps } from '../../support/prop-tables.ts';
import { ada, codeFor, grace, karen, kevin, linus, margaret, radia, wrong } from '../../support/environment.ts';

const meta = {
  title: 'Sign in/Password',
  component: SignIn,
  argTypes: signInProps,
  args: { appName: 'Harbor', onSignUp: () => {}, onForgotPassword: () => {} },
} satisfies Meta<typeof SignIn>;
export default meta;
type Story = StoryObj<typeof meta>;

export const Identifier: Story = {
  play: async (scene) => {
    await actor(scene).at('identifier');
  },
};

export const IdentifierMissing: Story = {
  play: async (scene) => {
    const person = actor(scene);
    await person.submit();
    await person.sees(/enter your username/i);
    await waitFor(async () => expect(await person.input('username')).toHaveAttribute('aria-invalid', 'true'));
  },
};

/** Ticked at first; unticked, the session ends with the tab. */
export const RememberMe: Story = {
  args: { rememberMe: true },
  play: async (scene) => {
    const person = actor(scene);
    await person.at('identifier');
    const box = await person.canvas.findByRole('checkbox');
    await expect(box).toBeChecked();
    await userEvent.click(box);
    await identify(person, ada);
    await person.at('password');
    await person.press(({ change }) => change);
    await person.at('identifier');
    await expect(await person.canvas.findByRole('checkbox')).not.toBeChecked();
  },
};

export const EmailOrPhone: Story = {
  args: { aliases: ['email', 'phone_number'] },
  play: async (scene) => {
    const person = actor(scene);
    await identify(person, { username: 'neither' });
    await person.sees(/country code/i);
  },
};

export const EmailOnly: Story = {
  args: { identifier: 'email' },
  play: async (scene) => {
    const person = actor(scene);
    await identify(person, { username: 'ada@' });
    await person.sees(/such as ada@example.com/i);
  },
};

export const PhoneOnly: Story = {
  args: { identifier: 'phone' },
  play: async (scene) => {
    const person = actor(scene);
    await identify(person, { username: '020 7946 0018' });
    await person.sees(/country code/i);
  },
};

export const Password: Story = {
  play: async (scene) => {
    const person = actor(scene);
    await identify(person, { username: ada.email });
    await person.at('password');
  },
};

/** Twice the text size on a narrow phone: everything keeps to the card, however long the name. */
export const LargeText: Story = {
  globals: { width: '320px' },
  beforeEach: () => {
    document.documentElement.style.fontSize = '200%';
    return () => void document.documentElement.style.removeProperty('font-size');
  },
  play: async (scene) => {
    const person = actor(scene);
    await identify(person, { username: 'ada.augusta.king.countess@lovelace.example.com' });
    await person.at('password');
    await expect(getComputedStyle(await person.input('password')).fontSize).toBe('32px');
    const card = (await person.find('.ck-card')).getBoundingClientRect();
    await expect(card.width).toBe(320);
    for (const control of person.canvas.getAllByRole('button')) {
      const { left, right } = control.getBoundingClientRect();
      await expect(left).toBeGreaterThanOrEqual(card.left);
      await expect(right).toBeLessThanOrEqual(card.right);
    }
  },
};

export const WrongPassword: Story = {
  play: async (scene) => {
    const person = actor(scene);
    await signIn(person, { ...ada, password: 'not-the-password' });
    await person.alert(/don’t match/i);
  },
};

/** A name that nobody has is answered like a wrong password, in the same words. */
export const UnknownUser: Story = {
  play: async (scene) => {
    const person = actor(scene);
    await signIn(person, { username: 'nobody', password: 'not-the-password' });
    await person.alert(/don’t match/i);
  },
};

/** The thread runs, the button keeps its words and its width. */
export const Pending: Story = {
  play: async (scene) => {
    const person = actor(scene);
    person.stage.network.becomes('unanswered');
    await signIn(person, ada);
    await person.find('button[type=submit][aria-busy=true]');
    await person.find('.ck-thread[data-state=running]');
  },
};

export const Totp: Story = {
  play: async (scene) => {
    const person = actor(scene);
    await signIn(person, grace);
    await person.at('totp');
  },
};

export const TotpWrongCode: Story = {
  play: async (scene) => {
    const person = actor(scene);
    await signIn(person, grace);
    await person.fill('code', wrong(codeFor(grace.totp)));
    await person.submit();
    await person.alert(/isn’t right/i);
  },
};

/** A challenge that has run out goes back to the identifier, filled in, and says why. */
export const ChallengeExpired: Story = {
  play: async (scene) => {
    const person = actor(scene);
    await signIn(person, grace);
    await person.at('totp');
    person.stage.aws.clock.advance(200);
    await person.paste('code', codeFor(grace.totp));
    await person.at('identifier');
    await person.sees(/started over/i);
    await expect(await person.input('username')).toHaveValue('grace');
  },
};

export const SignedIn: Story = {
  play: async (scene) => {
    const person = actor(scene);
    await signIn(person, grace);
    // As a phone offers it: with a space inside.
    await person.paste('code', codeFor(grace.totp).replace(/^.../, '$& '));
    await person.at('signedIn');
  },
};

export const NewPassword: Story = {
  play: async (scene) => {
    const person = actor(scene);
    await signIn(person, linus);
    await person.at('newPassword');
    await person.fill('newPassword', 'penguin7');
  },
};

export const NewPasswordTooWeak: Story = {
  play: async (scene) => {
    const person = actor(scene);
    await signIn(person, linus);
    await person.fill('newPassword', 'penguin');
    await person.submit();
    await waitFor(async () =>
      expect(await person.input('newPassword')).toHaveAttribute('aria-invalid', 'true'),
    );
  },
};

/** What the pool wants to know beside it. */
export const NewPasswordWithAttributes: Story = {
  parameters: { stage: { aws: { pool: { requiredAttributes: ['email', 'given_name', 'family_name'] } } } },
  play: async (scene) => {
    const person = actor(scene);
    await signIn(person, linus);
    await person.at('newPassword');
    await person.fill('given_name', 'Linus');
  },
};

export const NewPasswordSaved: Story = {
  play: async (scene) => {
    const person = actor(scene);
    await signIn(person, linus);
    await person.fill('newPassword', 'Penguin-colony-7');
    await person.submit();
    await person.at('signedIn');
  },
};

/** Somebody who signed up and never confirmed: the code leads on to signed in. */
export const ConfirmSignUp: Story = {
  play: async (scene) => {
    const person = actor(scene);
    await signIn(person, margaret);
    await person.at('confirmSignUp');
  },
};

/** The code of back then has expired, whatever it was. */
export const ConfirmSignUpExpiredCode: Story = {
  play: async (scene) => {
    const person = actor(scene);
    await signIn(person, margaret);
    await person.paste('code', '000000');
    await person.alert(/expired/i);
  },
};

/** An administrator wants another password: a code and a new one lead on to signed in. */
export const ResetRequired: Story = {
  play: async (scene) => {
    const person = actor(scene);
    await signIn(person, radia);
    await person.at('resetPassword');
  },
};

/** The account was shut. */
export const Disabled: Story = {
  play: async (scene) => {
    const person = actor(scene);
    await signIn(person, karen);
    await person.alert(/\S/);
  },
};

/** The password is in every list of leaked ones. Only a service that sees the password can tell. */
export const CompromisedPassword: Story = {
  parameters: { stage: { config: { authFlow: 'USER_PASSWORD_AUTH' } } },
  play: async (scene) => {
    const person = actor(scene);
    await signIn(person, kevin);
    await person.at('resetPassword');
  },
};

/** Too many tries, as the service counts them. */
export const TooManyAttempts: Story = {
  play: async (scene) => {
    const person = actor(scene);
    person.stage.aws.faults.add({ kind: 'error', status: 400, code: 'LimitExceededException' });
    await signIn(person, ada);
    await person.alert(/too many tries/i);
  },
};

/** The service has more to do than it can. The kit tries again by itself before it says so. */
export const Throttled: Story = {
  tags: ['slow'],
  play: async (scene) => {
    const person = actor(scene);
    person.stage.network.becomes('throttled');
    await signIn(person, ada);
    await person.alert(/moment/i);
  },
};

export const Offline: Story = {
  play: async (scene) => {
    const person = actor(scene);
    person.stage.network.becomes('offline');
    await signIn(person, ada);
    await person.alert(/offline/i);
  },
};

/** A hotel's page in place of the service's answer. */
export const ServiceDown: Story = {
  play: async (scene) => {
    const person = actor(scene);
    person.stage.aws.faults.add({ kind: 'error', status: 500 });
    await signIn(person, ada);
    await person.alert(/problem/i);
  },
};
