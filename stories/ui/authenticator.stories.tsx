import type { Meta, StoryObj } from '@storybook/react-vite';
import { Authenticator, useSession, useSignOut } from 'cognito-kit';
import { expect } from 'storybook/test';
import { createUser, submitUsername, signIn } from '../support/user-actions.ts';
import { authenticatorProps } from '../support/prop-tables.ts';
import { ada } from '../../test/support/users.ts';

function App() {
  const session = useSession();
  const { signOut } = useSignOut();
  return (
    <div style={{ padding: 32, font: '15px/22px system-ui', color: 'light-dark(#0e1d20, #ecf1f1)' }}>
      <h1>The app</h1>
      <p>Hello {session.status === 'signedIn' ? session.username : 'guest'}.</p>
      <button type="button" onClick={() => void signOut()}>
        Sign out
      </button>
    </div>
  );
}

const meta = {
  title: 'Authenticator',
  component: Authenticator,
  argTypes: authenticatorProps,
  args: { appName: 'Harbor', children: <App /> },
} satisfies Meta<typeof Authenticator>;
export default meta;
type Story = StoryObj<typeof meta>;

export const SignedOut: Story = {
  play: async (context) => {
    await createUser(context).waitForStep('identifier');
  },
};

/** Shows the app after the username and the password. */
export const UserSignsIn: Story = {
  play: async (context) => {
    const user = createUser(context);
    await signIn(user, ada);
    await user.canvas.findByText(/hello ada/i, {}, { timeout: 15_000 });
  },
};

/** Signs in after the confirmation, with the password of the sign-up, and shows the app. */
export const NewUserSignsUpAndIn: Story = {
  play: async (context) => {
    const user = createUser(context);
    await user.press((texts) => texts.signIn.createAccount);
    await user.waitForStep('details');
    await user.fill('username', 'hedy');
    await user.fill('email', 'hedy@example.com');
    await user.fill('password', 'Frequency-hopping-5');
    await user.submit();
    await user.waitForStep('confirm');
    await user.paste('code', await user.readCode('hedy@example.com'));
    await user.canvas.findByText(/hello hedy/i, {}, { timeout: 15_000 });
  },
};

/** Signs in with the new password after the reset. */
export const UserResetsPasswordAndSignsIn: Story = {
  play: async (context) => {
    const user = createUser(context);
    await submitUsername(user, ada);
    await user.press((texts) => texts.signIn.password.forgot);
    await user.waitForStep('request');
    await user.submit();
    await user.waitForStep('confirm');
    await user.fill('code', await user.readCode(ada.email));
    await user.fill('newPassword', 'Analytical-engine-6');
    await user.submit();
    await user.canvas.findByText(/hello ada/i, {}, { timeout: 15_000 });
  },
};

/** Hides the sign-up, for pools in which an administrator creates the accounts. */
export const WithoutSignUp: Story = {
  args: { signUp: false },
  play: async (context) => {
    const user = createUser(context);
    await user.waitForStep('identifier');
    await expect(user.canvas.queryByRole('button', { name: user.texts.signIn.createAccount })).toBeNull();
  },
};
