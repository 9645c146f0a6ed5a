import type { Meta, StoryObj } from '@storybook/react-vite';
import { SignUp } from 'cognito-kit';
import { expect, waitFor } from 'storybook/test';
import { createUser, type StoryUser } from '../../support/user-actions.ts';
import { signUpProps } from '../../support/prop-tables.ts';
import { wrongCode } from '../../../test/support/codes.ts';
import type { EnvironmentOptions } from '../../support/environment.ts';

const meta = {
  title: 'Sign up',
  component: SignUp,
  argTypes: signUpProps,
  args: { appName: 'Harbor', onSignIn: () => {} },
} satisfies Meta<typeof SignUp>;
export default meta;
type Story = StoryObj<typeof meta>;

const hedy = { username: 'hedy', email: 'hedy@example.com', password: 'Frequency-hopping-5' };

async function fillIn(user: StoryUser, { username, email, password } = hedy) {
  await user.fill('username', username);
  await user.fill('email', email);
  await user.fill('password', password);
  await user.submit();
}

export const Details: Story = {
  play: async (context) => {
    await createUser(context).waitForStep('details');
  },
};

/** Several fields are empty. A summary takes the focus and links to each of them. */
export const NothingFilledIn: Story = {
  play: async (context) => {
    const user = createUser(context);
    await user.submit();
    const summary = await user.find('.ck-summary');
    await waitFor(() => expect(summary).toHaveFocus());
    await expect(summary.querySelectorAll('a')).toHaveLength(3);
  },
};

export const PasswordTooWeak: Story = {
  play: async (context) => {
    const user = createUser(context);
    await fillIn(user, { ...hedy, password: 'frequency' });
    await waitFor(async () => expect(await user.input('password')).toHaveFocus());
  },
};

/** The pool's password policy is stricter than the page's. The service's refusal is shown. */
export const PoolIsStricter: Story = {
  parameters: {
    environment: {
      aws: { pool: { passwordPolicy: { minimumLength: 30 } }, users: [] },
    } satisfies EnvironmentOptions,
  },
  play: async (context) => {
    const user = createUser(context);
    await fillIn(user);
    await user.waitForAlert(/stronger/i);
  },
};

/** The pool refuses a password that is on a list of leaked passwords. */
export const LeakedPassword: Story = {
  play: async (context) => {
    const user = createUser(context);
    await fillIn(user, { ...hedy, password: 'Password123!' });
    await user.waitForAlert(/\S/);
  },
};

export const UsernameTaken: Story = {
  play: async (context) => {
    const user = createUser(context);
    await fillIn(user, { ...hedy, username: 'ada' });
    await user.waitForAlert(/taken/i);
  },
};

export const MoreFields: Story = {
  args: { identifier: 'email', fields: ['given_name', { name: 'family_name', optional: true }] },
  play: async (context) => {
    const user = createUser(context);
    await user.waitForStep('details');
    await waitFor(async () => expect(await user.input('family_name')).toBeVisible());
  },
};

export const WithPhone: Story = {
  args: { identifier: 'phone' },
  play: async (context) => {
    await createUser(context).waitForStep('details');
  },
};

export const Offline: Story = {
  play: async (context) => {
    const user = createUser(context);
    user.environment.network.setCondition('offline');
    await fillIn(user);
    await user.waitForAlert(/offline/i);
  },
};

export const Pending: Story = {
  play: async (context) => {
    const user = createUser(context);
    user.environment.network.setCondition('unanswered');
    await fillIn(user);
    await user.find('button[type=submit][aria-busy=true]');
  },
};

export const Confirm: Story = {
  play: async (context) => {
    const user = createUser(context);
    await fillIn(user);
    await user.waitForStep('confirm');
  },
};

export const WrongCode: Story = {
  play: async (context) => {
    const user = createUser(context);
    await fillIn(user);
    await user.waitForStep('confirm');
    await user.paste('code', wrongCode(await user.readCode(hedy.email)));
    await user.waitForAlert(/isn’t right/i);
  },
};

export const Done: Story = {
  play: async (context) => {
    const user = createUser(context);
    await fillIn(user);
    await user.waitForStep('confirm');
    await user.paste('code', await user.readCode(hedy.email));
    await user.waitForStep('done');
  },
};
