/** MFA methods during a sign-in: their challenges, the selection and the set-up. */
import type { Meta, StoryObj } from '@storybook/react-vite';
import { SignIn } from 'cognito-kit';
import { expect } from 'storybook/test';
import { createUser, signIn, type StoryUser } from '../../support/user-actions.ts';
import { signInProps } from '../../support/prop-tables.ts';
import { annie, joan, katherine, mary } from '../../../test/support/users.ts';
import { totpCode, wrongCode } from '../../../test/support/codes.ts';
import type { EnvironmentOptions } from '../../support/environment.ts';

const meta = {
  title: 'Sign in/MFA',
  component: SignIn,
  argTypes: signInProps,
  args: { appName: 'Harbor' },
} satisfies Meta<typeof SignIn>;
export default meta;
type Story = StoryObj<typeof meta>;

export const EmailCode: Story = {
  play: async (context) => {
    const user = createUser(context);
    await signIn(user, katherine);
    await user.waitForStep('emailCode');
    await user.waitForText(/k\*+@e\*+/i);
  },
};

export const EmailCodeWrong: Story = {
  play: async (context) => {
    const user = createUser(context);
    await signIn(user, katherine);
    await user.waitForStep('emailCode');
    await user.paste('code', wrongCode(await user.readCode(katherine.email)));
    await user.waitForAlert(/isn’t right/i);
  },
};

export const SmsCode: Story = {
  play: async (context) => {
    const user = createUser(context);
    await signIn(user, annie);
    await user.waitForStep('smsCode');
  },
};

export const SmsCodeSignsIn: Story = {
  play: async (context) => {
    const user = createUser(context);
    await signIn(user, annie);
    await user.waitForStep('smsCode');
    await user.paste('code', await user.readCode(annie.phone));
    await user.waitForStep('signedIn');
  },
};

export const SelectMfa: Story = {
  play: async (context) => {
    const user = createUser(context);
    await signIn(user, joan);
    await user.waitForStep('selectMfa');
  },
};

export const SelectMfaSignsIn: Story = {
  play: async (context) => {
    const user = createUser(context);
    await signIn(user, joan);
    await user.press(({ signIn: texts }) => texts.choices.totp);
    await user.waitForStep('totp');
    await user.paste('code', totpCode(joan.totp));
    await user.waitForStep('signedIn');
  },
};

const mfaRequired = { aws: { pool: { mfa: 'ON' } } } satisfies EnvironmentOptions;

/** The pool requires MFA, and this user has no method yet. */
export const SetUpMfa: Story = {
  parameters: { environment: mfaRequired },
  play: async (context) => {
    const user = createUser(context);
    await signIn(user, mary);
    await user.waitForStep('setUpMfa');
  },
};

/** Signs in, chooses the authenticator app and returns its secret. */
async function startTotpSetup(user: StoryUser) {
  await signIn(user, mary);
  await user.press(({ signIn: texts }) => texts.choices.totp);
  await user.waitForStep('setUpTotp');
  await user.find('.ck-qr[data-state=ready]');
  return (await user.find('.ck-secret')).textContent.replaceAll(' ', '');
}

export const SetUpTotp: Story = {
  parameters: { environment: mfaRequired },
  play: async (context) => {
    const user = createUser(context);
    const secret = await startTotpSetup(user);
    const link = await user.find('a[href^="otpauth:"]');
    await expect(link).toHaveAttribute('href', expect.stringContaining(`secret=${secret}`));
  },
};

export const SetUpTotpWrongCode: Story = {
  parameters: { environment: mfaRequired },
  play: async (context) => {
    const user = createUser(context);
    const secret = await startTotpSetup(user);
    await user.paste('code', wrongCode(totpCode(secret)));
    await user.waitForAlert(/isn’t right/i);
  },
};

export const SetUpTotpSignsIn: Story = {
  parameters: { environment: mfaRequired },
  play: async (context) => {
    const user = createUser(context);
    const secret = await startTotpSetup(user);
    await user.paste('code', totpCode(secret));
    await user.waitForStep('signedIn');
  },
};

export const SetUpEmail: Story = {
  parameters: { environment: mfaRequired },
  play: async (context) => {
    const user = createUser(context);
    await signIn(user, mary);
    await user.press(({ signIn: texts }) => texts.choices.emailCode);
    await user.waitForStep('setUpEmail');
  },
};

export const SetUpEmailCode: Story = {
  parameters: { environment: mfaRequired },
  play: async (context) => {
    const user = createUser(context);
    await signIn(user, mary);
    await user.press(({ signIn: texts }) => texts.choices.emailCode);
    await user.fill('email', 'mary.jackson@example.com');
    await user.submit();
    await user.waitForStep('emailCode');
    await user.paste('code', await user.readCode('mary.jackson@example.com'));
    await user.waitForStep('signedIn');
  },
};
