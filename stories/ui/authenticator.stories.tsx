import type { Meta, StoryObj } from '@storybook/react-vite';
import { Authenticator, useSession, useSignOut } from 'cognito-kit';
import { expect } from 'storybook/test';
import { actor, identify, signIn } from '../support/user-actions.ts';
import { authenticatorProps } from '../support/prop-tables.ts';
import { ada } from '../support/environment.ts';

function App() {
  const session = useSession();
  const { signOut } = useSignOut();
  return (
    <div style={{ padding: 32, font: '15px/22px system-ui', color: 'light-dark(#0e1d20, #ecf1f1)' }}>
      <h1>The app</h1>
      <p>Hello {session.status === 'signedIn' ? session.username : 'nobody'}.</p>
      <button type="button" onClick={() => void signOut()}>
        Leave
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
  play: async (scene) => {
    await actor(scene).at('identifier');
  },
};

/** Identifier, password, app. */
export const SignsIn: Story = {
  play: async (scene) => {
    const person = actor(scene);
    await signIn(person, ada);
    await person.canvas.findByText(/hello ada/i, {}, { timeout: 15_000 });
  },
};

/** The code from the outbox leads straight into the app: the password just chosen signs in. */
export const SignsUpAndIn: Story = {
  play: async (scene) => {
    const person = actor(scene);
    await person.press((texts) => texts.signIn.createAccount);
    await person.at('details');
    await person.fill('username', 'hedy');
    await person.fill('email', 'hedy@example.com');
    await person.fill('password', 'Frequency-hopping-5');
    await person.submit();
    await person.at('confirm');
    await person.paste('code', await person.mail('hedy@example.com'));
    await person.canvas.findByText(/hello hedy/i, {}, { timeout: 15_000 });
  },
};

/** A forgotten password is replaced, and the new one signs in. */
export const ResetsAndSignsIn: Story = {
  play: async (scene) => {
    const person = actor(scene);
    await identify(person, ada);
    await person.press((texts) => texts.signIn.password.forgot);
    await person.at('request');
    await person.submit();
    await person.at('confirm');
    await person.fill('code', await person.mail(ada.email));
    await person.fill('newPassword', 'Analytical-engine-6');
    await person.submit();
    await person.canvas.findByText(/hello ada/i, {}, { timeout: 15_000 });
  },
};

/** Accounts that are made elsewhere. */
export const WithoutSignUp: Story = {
  args: { signUp: false },
  play: async (scene) => {
    const person = actor(scene);
    await person.at('identifier');
    await expect(person.canvas.queryByRole('button', { name: person.texts.signIn.createAccount })).toBeNull();
  },
};
