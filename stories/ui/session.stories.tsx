/** Components in an app's page: sign-in in a dialog, the menu of the signed-in user, and the offers after a sign-in. */
import type { Meta, StoryObj } from '@storybook/react-vite';
import {
  Authenticator,
  PasskeyOffer,
  RememberDevice,
  Show,
  SignInButton,
  UserButton,
  type SignInButtonProps,
} from 'cognito-kit';
import { expect, userEvent, waitFor, within } from 'storybook/test';
import type { ReactNode } from 'react';
import { createUser, signIn } from '../support/user-actions.ts';
import { ada } from '../../test/support/users.ts';
import type { EnvironmentOptions } from '../support/environment.ts';

type Look = Pick<SignInButtonProps, 'appearance' | 'locale'>;

function Header({ appearance, locale }: Look) {
  const look = { ...(appearance && { appearance }), ...(locale && { locale }) };
  return (
    <header
      style={{
        display: 'flex',
        justifyContent: 'space-between',
        alignItems: 'center',
        padding: 16,
        minHeight: 44,
      }}
    >
      <strong style={{ color: 'light-dark(#0e1d20, #ecf1f1)', font: '600 18px system-ui' }}>Harbor</strong>
      <Show when="signedOut">
        <SignInButton appName="Harbor" {...look} />
      </Show>
      <Show when="signedIn">
        <UserButton {...look} />
      </Show>
    </header>
  );
}

/** The app's page after a sign-in, with an offer below the header. */
function SignedInPage({ appearance, locale, children }: Look & { children: ReactNode }) {
  return (
    <Authenticator {...(appearance && { appearance })} {...(locale && { locale })}>
      <Header {...(appearance && { appearance })} {...(locale && { locale })} />
      <div style={{ padding: '8px 16px 32px' }}>{children}</div>
    </Authenticator>
  );
}

const meta = { title: 'Session', component: Header } satisfies Meta<typeof Header>;
export default meta;
type Story = StoryObj<typeof meta>;

export const SignedOut: Story = {
  play: async (context) => {
    await createUser(context).press(({ signIn: texts }) => texts.identifier.heading);
    await createUser(context).find('dialog[open] .ck-step');
  },
};

/** Closing the dialog returns the focus to the button that opened it. */
export const DialogReturnsFocus: Story = {
  play: async (context) => {
    const user = createUser(context);
    await user.press(({ signIn: texts }) => texts.identifier.heading);
    await user.find('dialog[open] .ck-step');
    await userEvent.click(await user.find<HTMLButtonElement>('dialog .ck-close'));
    await waitFor(() => expect(context.canvasElement.querySelector('dialog')).toBeNull());
    await expect(await user.find('.ck-button[aria-haspopup]')).toHaveFocus();
  },
};

export const UserSignsInInDialog: Story = {
  play: async (context) => {
    const user = createUser(context);
    await user.press(({ signIn: texts }) => texts.identifier.heading);
    await signIn(user, ada);
    await user.find('.ck-avatar');
  },
};

export const UserOpensMenu: Story = {
  play: async (context) => {
    const user = createUser(context);
    await user.press(({ signIn: texts }) => texts.identifier.heading);
    await signIn(user, ada);
    await userEvent.click(await user.find('.ck-avatar'));
    const menu = await user.find<HTMLElement>('.ck-menu');
    await within(menu).findByRole('button', { name: user.texts.signOut });
  },
};

/** Appears in pools that accept passkeys, for a user without one. */
export const OffersPasskey: Story = {
  parameters: { environment: { config: { authFlow: 'USER_SRP_AUTH' } } satisfies EnvironmentOptions },
  render: ({ appearance, locale }) => {
    const look = { ...(appearance && { appearance }), ...(locale && { locale }) };
    return (
      <SignedInPage {...look}>
        <PasskeyOffer enabled {...look} />
      </SignedInPage>
    );
  },
  play: async (context) => {
    const user = createUser(context);
    await signIn(user, ada);
    await user.find('.ck-step .ck-button[type=submit]');
  },
};

export const OffersToRememberDevice: Story = {
  parameters: {
    environment: {
      aws: { pool: { devices: { tracking: 'OPT_IN', skipsMfa: true } } },
    } satisfies EnvironmentOptions,
  },
  render: ({ appearance, locale }) => {
    const look = { ...(appearance && { appearance }), ...(locale && { locale }) };
    return (
      <SignedInPage {...look}>
        <RememberDevice {...look} />
      </SignedInPage>
    );
  },
  play: async (context) => {
    const user = createUser(context);
    await signIn(user, ada);
    await user.waitForHeading(/\S/);
  },
};
