/** Second factors: asked for, chosen, set up. */
import type { Meta, StoryObj } from '@storybook/react-vite';
import { SignIn } from 'cognito-kit';
import { expect } from 'storybook/test';
import { actor, signIn, type Actor } from '../../support/user-actions.ts';
import { signInProps } from '../../support/prop-tables.ts';
import { annie, codeFor, joan, katherine, mary, wrong, type StageOptions } from '../../support/environment.ts';

const meta = {
  title: 'Sign in/Second factor',
  component: SignIn,
  argTypes: signInProps,
  args: { appName: 'Harbor' },
} satisfies Meta<typeof SignIn>;
export default meta;
type Story = StoryObj<typeof meta>;

export const EmailCode: Story = {
  play: async (scene) => {
    const person = actor(scene);
    await signIn(person, katherine);
    await person.at('emailCode');
    await person.sees(/k\*+@e\*+/i);
  },
};

export const EmailCodeWrong: Story = {
  play: async (scene) => {
    const person = actor(scene);
    await signIn(person, katherine);
    await person.at('emailCode');
    await person.paste('code', wrong(await person.mail(katherine.email)));
    await person.alert(/isn’t right/i);
  },
};

export const SmsCode: Story = {
  play: async (scene) => {
    const person = actor(scene);
    await signIn(person, annie);
    await person.at('smsCode');
  },
};

export const SmsCodeSignsIn: Story = {
  play: async (scene) => {
    const person = actor(scene);
    await signIn(person, annie);
    await person.at('smsCode');
    await person.paste('code', await person.mail(annie.phone));
    await person.at('signedIn');
  },
};

export const SelectMfa: Story = {
  play: async (scene) => {
    const person = actor(scene);
    await signIn(person, joan);
    await person.at('selectMfa');
  },
};

export const SelectMfaSignsIn: Story = {
  play: async (scene) => {
    const person = actor(scene);
    await signIn(person, joan);
    await person.press(({ signIn: texts }) => texts.choices.totp);
    await person.at('totp');
    await person.paste('code', codeFor(joan.totp));
    await person.at('signedIn');
  },
};

const required = { aws: { pool: { mfa: 'ON' } } } satisfies StageOptions;

/** The pool wants a second factor of everybody, and this person has none. */
export const SetUpMfa: Story = {
  parameters: { stage: required },
  play: async (scene) => {
    const person = actor(scene);
    await signIn(person, mary);
    await person.at('setUpMfa');
  },
};

async function showSecret(person: Actor) {
  await signIn(person, mary);
  await person.press(({ signIn: texts }) => texts.choices.totp);
  await person.at('setUpTotp');
  await person.find('.ck-qr[data-state=ready]');
  return (await person.find('.ck-secret')).textContent.replaceAll(' ', '');
}

export const SetUpTotp: Story = {
  parameters: { stage: required },
  play: async (scene) => {
    const person = actor(scene);
    const secret = await showSecret(person);
    const link = await person.find('a[href^="otpauth:"]');
    await expect(link).toHaveAttribute('href', expect.stringContaining(`secret=${secret}`));
  },
};

export const SetUpTotpWrongCode: Story = {
  parameters: { stage: required },
  play: async (scene) => {
    const person = actor(scene);
    const secret = await showSecret(person);
    await person.paste('code', wrong(codeFor(secret)));
    await person.alert(/isn’t right/i);
  },
};

export const SetUpTotpSignsIn: Story = {
  parameters: { stage: required },
  play: async (scene) => {
    const person = actor(scene);
    const secret = await showSecret(person);
    await person.paste('code', codeFor(secret));
    await person.at('signedIn');
  },
};

export const SetUpEmail: Story = {
  parameters: { stage: required },
  play: async (scene) => {
    const person = actor(scene);
    await signIn(person, mary);
    await person.press(({ signIn: texts }) => texts.choices.emailCode);
    await person.at('setUpEmail');
  },
};

export const SetUpEmailCode: Story = {
  parameters: { stage: required },
  play: async (scene) => {
    const person = actor(scene);
    await signIn(person, mary);
    await person.press(({ signIn: texts }) => texts.choices.emailCode);
    await person.fill('email', 'mary.jackson@example.com');
    await person.submit();
    await person.at('emailCode');
    await person.paste('code', await person.mail('mary.jackson@example.com'));
    await person.at('signedIn');
  },
};
