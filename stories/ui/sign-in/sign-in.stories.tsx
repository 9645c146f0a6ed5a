import type { Meta, StoryObj } from '@storybook/react-vite';
import { SignIn } from 'cognito-kit';
import { expect, userEvent, waitFor } from 'storybook/test';
import { actor, signIn } from '../../support/act.ts';
import { ada, codeFor, grace, linus, margaret, stageOf, wrong } from '../../support/stage.ts';

const meta = {
  title: 'Sign in',
  component: SignIn,
  args: { appName: 'Harbor', onSignUp: () => {}, onForgotPassword: () => {} },
} satisfies Meta<typeof SignIn>;
export default meta;
type Story = StoryObj<typeof meta>;

export const Identifier: Story = {
  play: async ({ canvasElement }) => {
    await actor(canvasElement).heading(/sign in/i);
  },
};

export const IdentifierMissing: Story = {
  play: async ({ canvasElement }) => {
    const person = actor(canvasElement);
    await person.press(/continue/i);
    await person.sees(/enter your username/i);
  },
};

export const EmailOnly: Story = {
  args: { identifier: 'email' },
  play: async ({ canvasElement }) => {
    const person = actor(canvasElement);
    await person.type(/^email/i, 'ada@');
    await person.press(/continue/i);
    await person.sees(/such as ada@example.com/i);
  },
};

export const Password: Story = {
  play: async ({ canvasElement }) => {
    const person = actor(canvasElement);
    await person.type(/username or email/i, ada.email);
    await person.press(/continue/i);
    await person.heading(/enter your password/i);
  },
};

/** Twice the text size on a narrow phone: everything keeps to the card, however long the name. */
export const LargeText: Story = {
  globals: { width: '320px' },
  beforeEach: () => {
    document.documentElement.style.fontSize = '200%';
    return () => void document.documentElement.style.removeProperty('font-size');
  },
  play: async ({ canvasElement }) => {
    const person = actor(canvasElement);
    await person.type(/username or email/i, 'ada.augusta.king.countess@lovelace.example.com');
    await person.press(/continue/i);
    const heading = await person.heading(/enter your password/i);
    await expect(getComputedStyle(person.canvas.getByLabelText(/^password/i)).fontSize).toBe('32px');
    const card = heading.closest('.ck-card')!.getBoundingClientRect();
    await expect(card.width).toBe(320);
    for (const control of person.canvas.getAllByRole('button')) {
      const { left, right } = control.getBoundingClientRect();
      await expect(left).toBeGreaterThanOrEqual(card.left);
      await expect(right).toBeLessThanOrEqual(card.right);
    }
  },
};

export const WrongPassword: Story = {
  play: async ({ canvasElement }) => {
    const person = actor(canvasElement);
    await signIn(person, { ...ada, password: 'not-the-password' });
    await person.alert(/don’t match/i);
  },
};

/** A name that nobody has is answered like a wrong password, in the same words. */
export const UnknownUser: Story = {
  play: async ({ canvasElement }) => {
    const person = actor(canvasElement);
    await signIn(person, { username: 'nobody', password: 'not-the-password' });
    await person.alert(/don’t match/i);
  },
};

/** The thread runs, the button keeps its words and its width. */
export const Pending: Story = {
  play: async ({ canvasElement, loaded }) => {
    const person = actor(canvasElement);
    stageOf(loaded).hold();
    await signIn(person, ada);
    const button = await person.canvas.findByRole('button', { name: /^sign in$/i });
    await waitFor(() => expect(button).toHaveAttribute('aria-busy', 'true'));
  },
};

export const Totp: Story = {
  play: async ({ canvasElement }) => {
    const person = actor(canvasElement);
    await signIn(person, grace);
    await person.heading(/check your authenticator/i);
  },
};

export const TotpWrongCode: Story = {
  play: async ({ canvasElement }) => {
    const person = actor(canvasElement);
    await signIn(person, grace);
    await person.type(/^code/i, wrong(codeFor(grace.totp)));
    await person.press(/verify/i);
    await person.alert(/isn’t right/i);
  },
};

/** A challenge that has run out goes back to the identifier, filled in, and says why. */
export const ChallengeExpired: Story = {
  play: async ({ canvasElement, loaded }) => {
    const person = actor(canvasElement);
    await signIn(person, grace);
    await person.heading(/check your authenticator/i);
    stageOf(loaded).aws.clock.advance(200);
    await person.paste(/^code/i, codeFor(grace.totp));
    await person.sees(/started over/i);
    await expect(person.canvas.getByLabelText(/username or email/i)).toHaveValue('grace');
  },
};

export const SignedIn: Story = {
  play: async ({ canvasElement }) => {
    const person = actor(canvasElement);
    await signIn(person, grace);
    // As a phone offers it: with a space inside.
    await person.paste(/^code/i, codeFor(grace.totp).replace(/^.../, '$& '));
    await person.heading(/you’re signed in/i);
  },
};

export const NewPassword: Story = {
  play: async ({ canvasElement }) => {
    const person = actor(canvasElement);
    await signIn(person, linus);
    await person.heading(/choose a new password/i);
    await person.type(/^new password/i, 'penguin7');
  },
};

export const NewPasswordTooWeak: Story = {
  play: async ({ canvasElement }) => {
    const person = actor(canvasElement);
    await signIn(person, linus);
    await person.type(/^new password/i, 'penguin');
    await person.press(/save and sign in/i);
    const input = person.canvas.getByLabelText(/^new password/i, { selector: 'input' });
    await expect(input).toHaveAttribute('aria-invalid', 'true');
  },
};

export const NewPasswordSaved: Story = {
  play: async ({ canvasElement }) => {
    const person = actor(canvasElement);
    await signIn(person, linus);
    await person.type(/^new password/i, 'Penguin-colony-7');
    await person.press(/save and sign in/i);
    await person.heading(/you’re signed in/i);
  },
};

/** Somebody who signed up and never confirmed: the code leads on to signed in. */
export const ConfirmSignUp: Story = {
  play: async ({ canvasElement }) => {
    const person = actor(canvasElement);
    await signIn(person, margaret);
    await person.heading(/confirm your account/i);
    await person.sees(/the code we sent when you signed up/i);
  },
};

/** The code of back then has expired, whatever it was. */
export const ConfirmSignUpExpiredCode: Story = {
  play: async ({ canvasElement }) => {
    const person = actor(canvasElement);
    await signIn(person, margaret);
    await person.heading(/confirm your account/i);
    await userEvent.type(person.canvas.getByLabelText(/^code/i), '000000{enter}');
    await person.alert(/expired/i);
  },
};
