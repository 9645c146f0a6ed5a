import type { Meta, StoryObj } from '@storybook/react-vite';
import { ResetPassword } from 'cognito-kit';
import { actor, identify, type Actor } from '../../support/user-actions.ts';
import { resetPasswordProps } from '../../support/prop-tables.ts';
import { ada, wrong } from '../../support/environment.ts';

const meta = {
  title: 'Reset password',
  component: ResetPassword,
  argTypes: resetPasswordProps,
  args: { onSignIn: () => {} },
} satisfies Meta<typeof ResetPassword>;
export default meta;
type Story = StoryObj<typeof meta>;

async function answer(person: Actor, code: (sent: string) => string) {
  await identify(person, ada);
  await person.at('confirm');
  await person.fill('code', code(await person.mail(ada.email)));
  await person.fill('newPassword', 'Analytical-engine-6');
  await person.submit();
}

export const Request: Story = {
  play: async (scene) => {
    await actor(scene).at('request');
  },
};

export const Confirm: Story = {
  play: async (scene) => {
    const person = actor(scene);
    await identify(person, ada);
    await person.at('confirm');
  },
};

/** Whoever has no account sees the same, and gets no code. */
export const UnknownUser: Story = {
  play: async (scene) => {
    const person = actor(scene);
    await identify(person, { username: 'nobody' });
    await person.at('confirm');
  },
};

export const WrongCode: Story = {
  play: async (scene) => {
    const person = actor(scene);
    await answer(person, wrong);
    await person.alert(/isn’t right/i);
  },
};

export const TooManyAttempts: Story = {
  play: async (scene) => {
    const person = actor(scene);
    person.stage.aws.faults.add({ kind: 'error', status: 400, code: 'LimitExceededException' });
    await identify(person, ada);
    await person.alert(/too many tries/i);
  },
};

export const Offline: Story = {
  play: async (scene) => {
    const person = actor(scene);
    person.stage.network.becomes('offline');
    await identify(person, ada);
    await person.alert(/offline/i);
  },
};

export const Done: Story = {
  play: async (scene) => {
    const person = actor(scene);
    await answer(person, (code) => code);
    await person.at('done');
  },
};
