import type { Meta, StoryObj } from '@storybook/react-vite';
import { Authenticator, TotpSetUp, type TotpSetUpProps } from 'cognito-kit';
import { expect } from 'storybook/test';
import { actor, signIn, type Actor } from '../../support/act.ts';
import { ada, codeFor, wrong } from '../../support/stage.ts';

/** Behind a sign-in, since the factor belongs to somebody. */
function SignedIn(props: TotpSetUpProps) {
  return (
    <Authenticator>
      <TotpSetUp {...props} />
    </Authenticator>
  );
}

const meta = {
  title: 'Account/Authenticator app',
  component: SignedIn,
  args: { issuer: 'Harbor' },
} satisfies Meta<typeof SignedIn>;
export default meta;
type Story = StoryObj<typeof meta>;

async function begin(person: Actor): Promise<string> {
  await signIn(person, ada);
  await person.press(/set up an authenticator app/i);
  await person.canvas.findByRole('img', { name: /qr code/i });
  const secret = await person.canvas.findByText(/^[A-Z2-7]{4}( [A-Z2-7]{1,4})+$/);
  return secret.textContent.replaceAll(' ', '');
}

export const Begin: Story = {
  play: async ({ canvasElement }) => {
    const person = actor(canvasElement);
    await signIn(person, ada);
    await person.heading(/authenticator app/i);
  },
};

export const Scan: Story = {
  play: async ({ canvasElement }) => {
    const person = actor(canvasElement);
    const secret = await begin(person);
    const link = person.canvas.getByRole('link', { name: /open in an app/i });
    await expect(link).toHaveAttribute('href', expect.stringContaining(`secret=${secret}`));
  },
};

export const WrongCode: Story = {
  play: async ({ canvasElement }) => {
    const person = actor(canvasElement);
    const secret = await begin(person);
    await person.paste(/^code/i, wrong(codeFor(secret)));
    await person.alert(/isn’t right/i);
  },
};

export const Done: Story = {
  play: async ({ canvasElement }) => {
    const person = actor(canvasElement);
    const secret = await begin(person);
    await person.paste(/^code/i, codeFor(secret));
    await person.sees(/your authenticator app is on/i);
  },
};
