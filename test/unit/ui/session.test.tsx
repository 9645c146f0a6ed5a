/** Proves the components for an app's own page: SignInButton, UserButton, PasskeyOffer and RememberDevice. */
import { screen, waitFor } from '@testing-library/react';
import { beforeAll, describe, expect, it, vi } from 'vitest';
import { PasskeyOffer, RememberDevice, Show, SignInButton, UserButton } from '../../../src/index.ts';
import { createPageAuthenticator } from '../../support/page-authenticator.ts';
import { allFactors } from '../../support/passkey-app.ts';
import { button, field, heading, longWait } from '../../support/user-actions.ts';
import { ada } from '../../support/users.ts';
import { createTestApp } from '../../support/test-app.tsx';

/** Adds the methods of <dialog> that jsdom lacks. The tests in test/browser check the focus. */
beforeAll(() => {
  const setOpen = (open: boolean) =>
    function (this: HTMLDialogElement) {
      this.open = open;
    };
  const missing = Object.entries({ showModal: setOpen(true), close: setOpen(false) }).filter(
    ([name]) => !(name in HTMLDialogElement.prototype),
  );
  Object.assign(HTMLDialogElement.prototype, Object.fromEntries(missing));
});

describe('<SignInButton>', () => {
  it('rule 13 (dialogs): SignInButton opens a native dialog with a name, which closes after the sign-in', async () => {
    const showModal = vi.spyOn(HTMLDialogElement.prototype, 'showModal');
    const { show } = await createTestApp();
    const { user } = show(
      <>
        <SignInButton appName="Harbor" />
        <Show when="signedIn">Inside</Show>
      </>,
    );
    const opener = button(/^sign in$/i);
    expect(opener).toHaveAttribute('aria-haspopup', 'dialog');
    expect(screen.queryByRole('dialog')).toBeNull();
    await user.click(opener);
    expect(screen.getByRole('dialog', { name: /sign in/i })).toBeVisible();
    expect(showModal).toHaveBeenCalled();
    expect(await field(/username or email/i)).toHaveFocus();
    await user.keyboard('ada{Enter}');
    await user.type(await field(/^password/i), `${ada.password}{Enter}`);
    expect(await screen.findByText('Inside', {}, longWait)).toBeVisible();
    await waitFor(() => expect(screen.queryByRole('dialog')).toBeNull());
  });

  it('SignInButton’s dialog is closed by its button and by Escape, and starts anew when opened again', async () => {
    const { show } = await createTestApp();
    const { user } = show(<SignInButton>Log in</SignInButton>);
    await user.click(button(/log in/i));
    await user.type(await field(/username or email/i), 'ada{Enter}');
    await heading(/enter your password/i);
    await user.click(button(/^close$/i));
    expect(screen.queryByRole('dialog')).toBeNull();
    await user.click(button(/log in/i));
    expect(await field(/username or email/i)).toHaveValue('');
    // A browser closes the dialog and fires the event when the user presses Escape.
    const dialog = screen.getByRole<HTMLDialogElement>('dialog');
    dialog.close();
    dialog.dispatchEvent(new Event('close'));
    await waitFor(() => expect(screen.queryByRole('dialog')).toBeNull());
  });

  it('SignInButton with mode page is a link', async () => {
    const { show } = await createTestApp();
    show(<SignInButton mode="page" href="/sign-in" />);
    expect(screen.getByRole('link', { name: /^sign in$/i })).toHaveAttribute('href', '/sign-in');
  });
});

describe('<UserButton>', () => {
  it('UserButton renders nothing when no user is signed in', async () => {
    const { show } = await createTestApp();
    const { container } = show(<UserButton />);
    expect(container).toBeEmptyDOMElement();
  });

  it('UserButton names the user, opens a menu with the app’s links, and signs out', async () => {
    const { show, cognito, signIn } = await createTestApp();
    await signIn(ada);
    const onSignedOut = vi.fn();
    const { user } = show(
      <UserButton onSignedOut={onSignedOut}>
        <a href="#account">Account settings</a>
      </UserButton>,
    );
    const userButton = button(/account: ada@example\.com/i);
    expect(userButton).toHaveAttribute('aria-expanded', 'false');
    await user.click(userButton);
    expect(userButton).toHaveAttribute('aria-expanded', 'true');
    expect(screen.getByRole('link', { name: /account settings/i })).toBeVisible();
    await user.keyboard('{Escape}');
    expect(screen.queryByRole('link')).toBeNull();
    expect(userButton).toHaveFocus();
    await user.click(userButton);
    await user.click(screen.getByRole('link'));
    expect(screen.queryByRole('link')).toBeNull();
    expect(userButton).toHaveFocus();
    await user.click(userButton);
    await user.click(document.body);
    expect(screen.queryByRole('link')).toBeNull();
    await user.click(userButton);
    await user.click(button(/^sign out$/i));
    await waitFor(() => expect(onSignedOut).toHaveBeenCalled(), longWait);
    expect(cognito.getSession().status).toBe('signedOut');
  });
});

describe('<PasskeyOffer>', () => {
  const showOffer = async (config = {}) => {
    const testApp = await createTestApp({
      aws: allFactors,
      config: { authFlow: 'USER_AUTH', passkeys: createPageAuthenticator({ conditional: false }), ...config },
    });
    await testApp.signIn(ada);
    return { ...testApp, ...testApp.show(<PasskeyOffer />) };
  };

  it('PasskeyOffer registers a passkey for a user without one, announces it, and is not shown again', async () => {
    const { user, show, unmount, sent } = await showOffer();
    expect(await heading(/sign in faster/i)).toBeVisible();
    await user.click(button(/create a passkey/i));
    expect(await screen.findByText(/your passkey is ready/i, {}, longWait)).toBeVisible();
    expect(screen.getByText(/your passkey is ready/i).closest('output')).toHaveFocus();
    expect(sent).toContain('CompleteWebAuthnRegistration');
    unmount();
    const { container } = show(<PasskeyOffer />);
    await waitFor(() => expect(sent.at(-1)).toBe('ListWebAuthnCredentials'), longWait);
    expect(container).toBeEmptyDOMElement();
  });

  it('PasskeyOffer shows the progress thread while it waits', async () => {
    const { user, holdRequests, container } = await showOffer();
    await heading(/sign in faster/i);
    const thread = container.querySelector('.ck-thread');
    expect(thread).toHaveAttribute('data-state', 'idle');
    const release = holdRequests();
    await user.click(button(/create a passkey/i));
    expect(thread).toHaveAttribute('data-state', 'running');
    release();
    expect(await screen.findByText(/your passkey is ready/i, {}, longWait)).toBeVisible();
  });

  it('PasskeyOffer is not shown again in this browser after the user declined', async () => {
    const { user, show, unmount, cognito } = await showOffer();
    await heading(/sign in faster/i);
    await user.click(button(/not now/i));
    expect(screen.queryByRole('heading')).toBeNull();
    await waitFor(async () =>
      expect(JSON.stringify(await cognito.internals.preferences.read())).toContain('"no"'),
    );
    unmount();
    const { container } = show(<PasskeyOffer />);
    await new Promise((resolve) => setTimeout(resolve));
    expect(container).toBeEmptyDOMElement();
  });

  it.each([
    ['the config’s authFlow has no passkeys', { authFlow: 'USER_SRP_AUTH' }],
    ['the browser has no passkeys', { passkeys: { container: undefined, PublicKey: undefined } }],
  ] as const)('PasskeyOffer renders nothing when %s', async (_reason, config) => {
    const { container, sent } = await showOffer(config);
    await waitFor(() => expect(container).toBeEmptyDOMElement());
    expect(sent).not.toContain('ListWebAuthnCredentials');
  });
});

describe('<RememberDevice>', () => {
  it('RememberDevice asks once whether to remember a tracked device', async () => {
    const { show, signIn, sent } = await createTestApp({
      aws: { users: [ada], pool: { devices: { tracking: 'OPT_IN', skipsMfa: true } } },
    });
    await signIn(ada);
    const { user, unmount } = show(<RememberDevice />);
    await heading(/your own device/i);
    await user.click(button(/yes, remember it/i));
    await waitFor(() => expect(sent).toContain('UpdateDeviceStatus'), longWait);
    await waitFor(() => expect(screen.queryByRole('heading')).toBeNull(), longWait);
    unmount();
    const { container } = show(<RememberDevice />);
    await waitFor(
      () => expect(sent.filter((name) => name === 'ListDevices').length).toBeGreaterThan(1),
      longWait,
    );
    expect(container).toBeEmptyDOMElement();
  });

  it.each([
    ['not_remembered', true],
    ['remembered', false],
  ])('RememberDevice for a device listed as %s is shown: %s', async (status, isAsked) => {
    const pool = { devices: { tracking: 'ALWAYS', skipsMfa: false } } as const;
    const testApp = await createTestApp({ aws: { users: [ada], pool } });
    testApp.intercept('ListDevices', async (send) => {
      const { Devices } = (await (await send()).json()) as { Devices: { DeviceAttributes: object[] }[] };
      for (const { DeviceAttributes } of Devices)
        DeviceAttributes.push({ Name: 'dev:device_remembered_status', Value: status });
      return Response.json({ Devices });
    });
    await testApp.signIn(ada);
    const { container } = testApp.show(<RememberDevice />);
    await waitFor(() => expect(testApp.sent).toContain('ListDevices'), longWait);
    if (isAsked) expect(await heading(/your own device/i)).toBeVisible();
    await waitFor(() => expect(testApp.queries.isFetching()).toBe(0), longWait);
    if (!isAsked) expect(container).toBeEmptyDOMElement();
  });
});
