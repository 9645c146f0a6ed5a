/** Ways in other than a password: a choice, codes, passkeys, and the pool's own questions. */
import type { Meta, StoryObj } from '@storybook/react-vite';
import { SignIn } from 'cognito-kit';
import type { Triggers } from 'cognito-kit-local';
import { actor, identify } from '../../support/user-actions.ts';
import { signInProps } from '../../support/prop-tables.ts';
import { ada, annie, wrong, type StageOptions } from '../../support/environment.ts';

const choice = { config: { authFlow: 'USER_AUTH' } } satisfies StageOptions;
const withPasskey = { ...choice, passkeyOf: ada } satisfies StageOptions;

const meta = {
  title: 'Sign in/Other ways',
  component: SignIn,
  argTypes: signInProps,
  args: { appName: 'Harbor', onSignUp: () => {}, onForgotPassword: () => {} },
  parameters: { stage: choice },
} satisfies Meta<typeof SignIn>;
export default meta;
type Story = StoryObj<typeof meta>;

/** All that the service offers this person. */
export const SelectFactor: Story = {
  parameters: { stage: withPasskey },
  play: async (scene) => {
    const person = actor(scene);
    await identify(person, ada);
    await person.at('selectFactor');
  },
};

export const Passkey: Story = {
  parameters: { stage: withPasskey },
  play: async (scene) => {
    const person = actor(scene);
    await identify(person, ada);
    await person.press(({ signIn }) => signIn.choices.passkey);
    await person.at('passkey');
  },
};

/** Somebody closed the browser's dialog: that is no error, and the other ways are still there. */
export const PasskeyCancelled: Story = {
  parameters: { stage: withPasskey },
  play: async (scene) => {
    const person = actor(scene);
    await identify(person, ada);
    await person.press(({ signIn }) => signIn.choices.passkey);
    await person.at('passkey');
    person.stage.authenticator.refuse();
    await person.submit();
    await person.at('passkey');
  },
};

export const PasskeySignsIn: Story = {
  parameters: { stage: withPasskey },
  play: async (scene) => {
    const person = actor(scene);
    await identify(person, ada);
    await person.press(({ signIn }) => signIn.choices.passkey);
    await person.at('passkey');
    await person.submit();
    await person.at('signedIn');
  },
};

export const EmailCode: Story = {
  play: async (scene) => {
    const person = actor(scene);
    await identify(person, ada);
    await person.press(({ signIn }) => signIn.choices.emailCode);
    await person.at('emailCode');
  },
};

export const EmailCodeWrong: Story = {
  play: async (scene) => {
    const person = actor(scene);
    await identify(person, ada);
    await person.press(({ signIn }) => signIn.choices.emailCode);
    await person.at('emailCode');
    await person.paste('code', wrong(await person.mail(ada.email)));
    await person.alert(/isn’t right|match/i);
  },
};

export const EmailCodeSignsIn: Story = {
  play: async (scene) => {
    const person = actor(scene);
    await identify(person, ada);
    await person.press(({ signIn }) => signIn.choices.emailCode);
    await person.at('emailCode');
    await person.paste('code', await person.mail(ada.email));
    await person.at('signedIn');
  },
};

export const SmsCode: Story = {
  parameters: {
    stage: {
      config: { authFlow: 'USER_AUTH' },
      aws: { users: [{ ...annie, username: 'phoebe', mfa: [] }] },
    } satisfies StageOptions,
  },
  play: async (scene) => {
    const person = actor(scene);
    await identify(person, { username: 'phoebe' });
    await person.press(({ signIn }) => signIn.choices.smsCode);
    await person.at('smsCode');
  },
};
/** A function of the app's own asks, and judges. */
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
} satisfies StageOptions;

export const CustomChallenge: Story = {
  parameters: { stage: custom },
  play: async (scene) => {
    const person = actor(scene);
    await identify(person, ada);
    await person.at('custom');
  },
};

export const CustomChallengeSignsIn: Story = {
  parameters: { stage: custom },
  play: async (scene) => {
    const person = actor(scene);
    await identify(person, ada);
    await person.at('custom');
    await person.fill('answer', 'Bosun');
    await person.submit();
    await person.at('signedIn');
  },
};
