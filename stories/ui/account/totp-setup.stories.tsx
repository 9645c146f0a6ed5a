import type { Meta, StoryObj } from '@storybook/react-vite';
import { Authenticator, TotpSetup, type TotpSetupProps } from 'cognito-kit';
import { expect } from 'storybook/test';
import { createUser, signIn, type StoryUser } from '../../support/user-actions.ts';
import { ada } from '../../../test/support/users.ts';
import { totpCode, wrongCode } from '../../../test/support/codes.ts';

/** The component after a sign-in, since only a signed-in user can set up a factor. */
function SignedInTotpSetup(props: TotpSetupProps) {
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
  component: SignedInTotpSetup,
  args: { issuer: 'Harbor' },
} satisfies Meta<typeof SignedInTotpSetup>;
export default meta;
type Story = StoryObj<typeof meta>;

/** Signs in, starts the set-up and returns the secret. */
async function startSetup(user: StoryUser): Promise<string> {
  await signIn(user, ada);
  await user.press(({ totpSetup }) => totpSetup.start);
  await user.find('.ck-qr[data-state=ready]');
  return (await user.find('.ck-secret')).textContent.replaceAll(' ', '');
}

export const Start: Story = {
  play: async (context) => {
    const user = createUser(context);
    await signIn(user, ada);
    await user.waitForHeading(/authenticator app/i);
  },
};

export const ShowsQrCode: Story = {
  play: async (context) => {
    const user = createUser(context);
    const secret = await startSetup(user);
    const link = await user.find('a[href^="otpauth:"]');
    await expect(link).toHaveAttribute('href', expect.stringContaining(`secret=${secret}`));
  },
};

export const WrongCode: Story = {
  play: async (context) => {
    const user = createUser(context);
    const secret = await startSetup(user);
    await user.paste('code', wrongCode(totpCode(secret)));
    await user.waitForAlert(/isn’t right/i);
  },
};

export const Done: Story = {
  play: async (context) => {
    const user = createUser(context);
    const secret = await startSetup(user);
    await user.paste('code', totpCode(secret));
    await user.waitForHeading(/your authenticator app is on/i);
  },
};
