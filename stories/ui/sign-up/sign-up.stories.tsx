import type { Meta, StoryObj } from '@storybook/react-vite';
import { SignUp } from 'cognito-kit';
import { expect, waitFor } from 'storybook/test';
import { actor, type Actor } from '../../support/user-actions.ts';
import { signUpProps } from '../../support/prop-tables.ts';
import { wrong, type StageOptions } from '../../support/environment.ts';

const meta = {
  title: 'Sign up',
  component: SignUp,
  argTypes: signUpProps,
  args: { appName: 'Harbor', onSignIn: () => {} },
} satisfies Meta<typeof SignUp>;
export default meta;
type Story = StoryObj<typeof meta>;

const hedy = { username: 'hedy', email: 'hedy@example.com', password: 'Frequency-hopping-5' };

async function fillIn(person: Actor, { username, email, password } = hedy) {
  await person.fill('username', username);
  await person.fill('email', email);
  await person.fill('password', password);
  await person.submit();
}

export const Details: Story = {
  play: async (scene) => {
    await actor(scene).at('details');
  },
};

/** More than one thing is missing: a summary takes the focus and links to each. */
export const NothingFilledIn: Story = {
  play: async (scene) => {
    const person = actor(scene);
    await person.submit();
    const summary = await person.find('.ck-summary');
    await waitFor(() => expect(summary).toHaveFocus());
    await expect(summary.querySelectorAll('a')).toHaveLength(3);
  },
};

export const PasswordTooWeak: Story = {
  play: async (scene) => {
    const person = actor(scene);
    await fillIn(person, { ...hedy, password: 'frequency' });
    await waitFor(async () => expect(await person.input('password')).toHaveFocus());
  },
};

/** The page believes in another policy than the pool has: the service's refusal is shown all the same. */
export const PoolWantsMore: Story = {
  parameters: {
    stage: { aws: { pool: { passwordPolicy: { minimumLength: 30 } }, users: [] } } satisfies StageOptions,
  },
  play: async (scene) => {
    const person = actor(scene);
    await fillIn(person);
    await person.alert(/stronger/i);
  },
};

/** The pool knows it from a list of leaked ones. */
export const LeakedPassword: Story = {
  play: async (scene) => {
    const person = actor(scene);
    await fillIn(person, { ...hedy, password: 'Password123!' });
    await person.alert(/\S/);
  },
};

export const UsernameTaken: Story = {
  play: async (scene) => {
    const person = actor(scene);
    await fillIn(person, { ...hedy, username: 'ada' });
    await person.alert(/taken/i);
  },
};

export const MoreFields: Story = {
  args: { identifier: 'email', fields: ['given_name', { name: 'family_name', optional: true }] },
  play: async (scene) => {
    const person = actor(scene);
    await person.at('details');
    await waitFor(async () => expect(await person.input('family_name')).toBeVisible());
  },
};

export const WithPhone: Story = {
  args: { identifier: 'phone' },
  play: async (scene) => {
    await actor(scene).at('details');
  },
};

export const Offline: Story = {
  play: async (scene) => {
    const person = actor(scene);
    person.stage.network.becomes('offline');
    await fillIn(person);
    await person.alert(/offline/i);
  },
};

export const Pending: Story = {
  play: async (scene) => {
    const person = actor(scene);
    person.stage.network.becomes('unanswered');
    await fillIn(person);
    await person.find('button[type=submit][aria-busy=true]');
  },
};

export const Confirm: Story = {
  play: async (scene) => {
    const person = actor(scene);
    await fillIn(person);
    await person.at('confirm');
  },
};

export const WrongCode: Story = {
  play: async (scene) => {
    const person = actor(scene);
    await fillIn(person);
    await person.at('confirm');
    await person.paste('code', wrong(await person.mail(hedy.email)));
    await person.alert(/isn’t right/i);
  },
};

export const Done: Story = {
  play: async (scene) => {
    const person = actor(scene);
    await fillIn(person);
    await person.at('confirm');
    await person.paste('code', await person.mail(hedy.email));
    await person.at('done');
  },
};
