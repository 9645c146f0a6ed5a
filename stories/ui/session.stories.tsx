/** What stands in an app's own page: a sign-in over it, who is signed in, and what is offered behind the sign-in. */
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
import { actor, signIn } from '../support/user-actions.ts';
import { ada, type StageOptions } from '../support/environment.ts';

type Look = Pick<SignInButtonProps, 'appearance' | 'locale'>;

function Bar({ appearance, locale }: Look) {
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

/** Where an app has room for it: below its bar, beside what it is about. */
function Inside({ appearance, locale, children }: Look & { children: ReactNode }) {
  return (
    <Authenticator {...(appearance && { appearance })} {...(locale && { locale })}>
      <Bar {...(appearance && { appearance })} {...(locale && { locale })} />
      <div style={{ padding: '8px 16px 32px' }}>{children}</div>
    </Authenticator>
  );
}

const meta = { title: 'In an app', component: Bar } satisfies Meta<typeof Bar>;
export default meta;
type Story = StoryObj<typeof meta>;

export const SignedOut: Story = {
  play: async (scene) => {
    await actor(scene).press(({ signIn: texts }) => texts.identifier.heading);
    await actor(scene).find('dialog[open] .ck-step');
  },
};

/** Escape closes it, and the focus is back on the button. */
export const ModalGivesFocusBack: Story = {
  play: async (scene) => {
    const person = actor(scene);
    await person.press(({ signIn: texts }) => texts.identifier.heading);
    await person.find('dialog[open] .ck-step');
    await userEvent.click(await person.find<HTMLButtonElement>('dialog .ck-close'));
    await waitFor(() => expect(scene.canvasElement.querySelector('dialog')).toBeNull());
    await expect(await person.find('.ck-button[aria-haspopup]')).toHaveFocus();
  },
};

export const SignsInOverThePage: Story = {
  play: async (scene) => {
    const person = actor(scene);
    await person.press(({ signIn: texts }) => texts.identifier.heading);
    await signIn(person, ada);
    await person.find('.ck-avatar');
  },
};

export const Menu: Story = {
  play: async (scene) => {
    const person = actor(scene);
    await person.press(({ signIn: texts }) => texts.identifier.heading);
    await signIn(person, ada);
    await userEvent.click(await person.find('.ck-avatar'));
    const menu = await person.find<HTMLElement>('.ck-menu');
    await within(menu).findByRole('button', { name: person.texts.signOut });
  },
};

/** Nobody has a passkey yet, and the pool takes them. */
export const OffersPasskey: Story = {
  parameters: { stage: { config: { authFlow: 'USER_SRP_AUTH' } } satisfies StageOptions },
  render: ({ appearance, locale }) => {
    const look = { ...(appearance && { appearance }), ...(locale && { locale }) };
    return (
      <Inside {...look}>
        <PasskeyOffer enabled {...look} />
      </Inside>
    );
  },
  play: async (scene) => {
    const person = actor(scene);
    await signIn(person, ada);
    await person.find('.ck-step .ck-button[type=submit]');
  },
};

export const OffersToRememberDevice: Story = {
  parameters: {
    stage: {
      aws: { pool: { devices: { tracking: 'OPT_IN', skipsMfa: true } } },
    } satisfies StageOptions,
  },
  render: ({ appearance, locale }) => {
    const look = { ...(appearance && { appearance }), ...(locale && { locale }) };
    return (
      <Inside {...look}>
        <RememberDevice {...look} />
      </Inside>
    );
  },
  play: async (scene) => {
    const person = actor(scene);
    await signIn(person, ada);
    await person.heading(/\S/);
  },
};
