import type { Meta, StoryObj } from '@storybook/react-vite';
import { Authenticator, useSession, useSignOut } from 'cognito-kit';
import { actor, signIn } from '../support/act.ts';
import { ada, stageOf } from '../support/stage.ts';

function App() {
  const session = useSession();
  const { signOut } = useSignOut();
  return (
    <div className="app">
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
  args: { appName: 'Harbor', children: <App /> },
} satisfies Meta<typeof Authenticator>;
export default meta;
type Story = StoryObj<typeof meta>;

export const SignedOut: Story = {
  play: async ({ canvasElement }) => {
    await actor(canvasElement).heading(/sign in/i);
  },
};

/** Identifier, password, app. */
export const SignsIn: Story = {
  play: async ({ canvasElement }) => {
    const person = actor(canvasElement);
    await signIn(person, ada);
    await person.sees(/hello ada/i);
  },
};

/** The code from the outbox leads straight into the app: the password just chosen signs in. */
export const SignsUpAndIn: Story = {
  play: async ({ canvasElement, loaded }) => {
    const { aws } = stageOf(loaded);
    const person = actor(canvasElement);
    await person.press(/create an account/i);
    await person.type(/^username/i, 'hedy');
    await person.type(/^email/i, 'hedy@example.com');
    await person.type(/^password/i, 'Frequency-hopping-5');
    await person.press(/^create account$/i);
    await person.heading(/enter your code/i);
    await person.paste(/^code/i, await aws.outbox.code('hedy@example.com'));
    await person.sees(/hello hedy/i);
  },
};

/** A forgotten password is replaced, and the new one signs in. */
export const ResetsAndSignsIn: Story = {
  play: async ({ canvasElement, loaded }) => {
    const { aws } = stageOf(loaded);
    const person = actor(canvasElement);
    await person.type(/username or email/i, ada.username);
    await person.press(/continue/i);
    await person.press(/forgot it/i);
    await person.heading(/reset your password/i);
    await person.press(/send the code/i);
    await person.heading(/choose a new password/i);
    await person.type(/^code/i, await aws.outbox.code(ada.email));
    await person.type(/^new password/i, 'Analytical-engine-6');
    await person.press(/save password/i);
    await person.sees(/hello ada/i);
  },
};

/** Accounts that are made elsewhere. */
export const WithoutSignUp: Story = {
  args: { signUp: false },
  play: async ({ canvasElement }) => {
    await actor(canvasElement).heading(/sign in/i);
  },
};
