import type { Meta, StoryObj } from '@storybook/react-vite';
import { Authenticator, TotpSetup, type TotpSetupProps } from 'cognito-kit';
import { expect } from 'storybook/test';
import { actor, signIn, type Actor } from '../../support/user-actions.ts';
import { ada, codeFor, wrong } from '../../support/environment.ts';

/** Behind a sign-in, since the factor belongs to somebody. */
function SignedIn(props: TotpSetupProps) {
  return (
    <Authenticator>
      <div style={{ padding: '32px 16px' }}>
        <TotpSetup {...props} />
      </div>
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
  await person.press(({ totpSetUp }) => totpSetUp.start);
  await person.find('.ck-qr[data-state=ready]');
  return (await person.find('.ck-secret')).textContent.replaceAll(' ', '');
}

export const Begin: Story = {
  play: async (scene) => {
    const person = actor(scene);
    await signIn(person, ada);
    await person.heading(/authenticator app/i);
  },
};

export const Scan: Story = {
  play: async (scene) => {
    const person = actor(scene);
    const secret = await begin(person);
    const link = await person.find('a[href^="otpauth:"]');
    await expect(link).toHaveAttribute('href', expect.stringContaining(`secret=${secret}`));
  },
};

export const WrongCode: Story = {
  play: async (scene) => {
    const person = actor(scene);
    const secret = await begin(person);
    await person.paste('code', wrong(codeFor(secret)));
    await person.alert(/isn’t right/i);
  },
};

export const Done: Story = {
  play: async (scene) => {
    const person = actor(scene);
    const secret = await begin(person);
    await person.paste('code', codeFor(secret));
    await person.heading(/your authenticator app is on/i);
  },
};
