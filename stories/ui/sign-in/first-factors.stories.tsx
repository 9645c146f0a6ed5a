/** First factors other than the password: the selection, codes, passkeys, and custom challenges. */
import type { Meta, StoryObj } from '@storybook/react-vite';
import { SignIn } from 'cognito-kit';
import type { Triggers } from 'cognito-kit-local';
import { createUser, submitUsername } from '../../support/user-actions.ts';
import { signInProps } from '../../support/prop-tables.ts';
import { ada, annie } from '../../../test/support/users.ts';
import { wrongCode } from '../../../test/support/codes.ts';
import type { EnvironmentOptions } from '../../support/environment.ts';

const userAuth = { config: { authFlow: 'USER_AUTH' } } satisfies EnvironmentOptions;
const withPasskey = { ...userAuth, passkeyOf: ada } satisfies EnvironmentOptions;

const meta = {
  title: 'Sign in/First factors',
  component: SignIn,
  argTypes: signInProps,
  args: { appName: 'Harbor', onSignUp: () => {}, onForgotPassword: () => {} },
  parameters: { environment: userAuth },
} satisfies Meta<typeof SignIn>;
export default meta;
type Story = StoryObj<typeof meta>;

/** Lists the first factors that the service offers to this user. */
export const SelectFactor: Story = {
  parameters: { environment: withPasskey },
  play: async (context) => {
    const user = createUser(context);
    await submitUsername(user, ada);
    await user.waitForStep('selectFactor');
  },
};

export const Passkey: Story = {
  parameters: { environment: withPasskey },
  play: async (context) => {
    const user = createUser(context);
    await submitUsername(user, ada);
    await user.press(({ signIn }) => signIn.choices.passkey);
    await user.waitForStep('passkey');
  },
};

/** Closing the browser's dialog is no error. The other first factors stay available. */
export const PasskeyCancelled: Story = {
  parameters: { environment: withPasskey },
  play: async (context) => {
    const user = createUser(context);
    await submitUsername(user, ada);
    await user.press(({ signIn }) => signIn.choices.passkey);
    await user.waitForStep('passkey');
    user.environment.authenticator.cancelNext();
    await user.submit();
    await user.waitForStep('passkey');
  },
};

export const PasskeySignsIn: Story = {
  parameters: { environment: withPasskey },
  play: async (context) => {
    const user = createUser(context);
    await submitUsername(user, ada);
    await user.press(({ signIn }) => signIn.choices.passkey);
    await user.waitForStep('passkey');
    await user.submit();
    await user.waitForStep('signedIn');
  },
};

export const EmailCode: Story = {
  play: async (context) => {
    const user = createUser(context);
    await submitUsername(user, ada);
    await user.press(({ signIn }) => signIn.choices.emailCode);
    await user.waitForStep('emailCode');
  },
};

export const EmailCodeWrong: Story = {
  play: async (context) => {
    const user = createUser(context);
    await submitUsername(user, ada);
    await user.press(({ signIn }) => signIn.choices.emailCode);
    await user.waitForStep('emailCode');
    await user.paste('code', wrongCode(await user.readCode(ada.email)));
    await user.waitForAlert(/isn’t right|match/i);
  },
};

export const EmailCodeSignsIn: Story = {
  play: async (context) => {
    const user = createUser(context);
    await submitUsername(user, ada);
    await user.press(({ signIn }) => signIn.choices.emailCode);
    await user.waitForStep('emailCode');
    await user.paste('code', await user.readCode(ada.email));
    await user.waitForStep('signedIn');
  },
};

export const SmsCode: Story = {
  parameters: {
    environment: {
      config: { authFlow: 'USER_AUTH' },
      aws: { users: [{ ...annie, username: 'phoebe', mfa: [] }] },
    } satisfies EnvironmentOptions,
  },
  play: async (context) => {
    const user = createUser(context);
    await submitUsername(user, { username: 'phoebe' });
    await user.press(({ signIn }) => signIn.choices.smsCode);
    await user.waitForStep('smsCode');
  },
};

/** The pool's Lambda triggers, which ask a question and check the answer. */
const triggers: Triggers = {
  DefineAuthChallenge({ request, response }) {
    const session = request['session'] as { challengeResult: boolean }[];
    const passed = session.some(({ challengeResult }) => challengeResult);
    Object.assign(
      response,
      passed
        ? { issueTokens: true, failAuthentication: false }
        : { challengeName: 'CUSTOM_CHALLENGE', issueTokens: false, failAuthentication: session.length > 2 },
    );
  },
  CreateAuthChallenge({ response }) {
    Object.assign(response, {
      publicChallengeParameters: { question: 'What is the harbour master’s dog called?' },
      privateChallengeParameters: { answer: 'Bosun' },
    });
  },
  VerifyAuthChallengeResponse({ request, response }) {
    const { answer } = request['privateChallengeParameters'] as { answer: string };
    Object.assign(response, { answerCorrect: answer === request['challengeAnswer'] });
  },
};

const custom = {
  config: { authFlow: 'CUSTOM_WITHOUT_SRP' },
  aws: { users: [ada], triggers },
} satisfies EnvironmentOptions;

export const CustomChallenge: Story = {
  parameters: { environment: custom },
  play: async (context) => {
    const user = createUser(context);
    await submitUsername(user, ada);
    await user.waitForStep('custom');
  },
};

export const CustomChallengeSignsIn: Story = {
  parameters: { environment: custom },
  play: async (context) => {
    const user = createUser(context);
    await submitUsername(user, ada);
    await user.waitForStep('custom');
    await user.fill('answer', 'Bosun');
    await user.submit();
    await user.waitForStep('signedIn');
  },
};
