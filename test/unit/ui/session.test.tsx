/** What stands in an app's own page: a sign-in over it, who is signed in, and what is offered afterwards. */
import { screen, waitFor } from '@testing-library/react';
import { beforeAll, describe, expect, it, vi } from 'vitest';
import { PasskeyOffer, RememberDevice, Show, SignInButton, UserButton } from '../../../src/index.ts';
import { createBrowserPasskeys, everything } from '../support/choices.ts';
import { button, field, heading, patient } from '../support/person.ts';
import { ada, createStage } from '../support/stage.tsx';

/** As far as jsdom lacks it; the focus is the browser's part, which test/browser sees to. */
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
  it('rule 13: opens a native dialog with a name, which goes when somebody is signed in', async () => {
    const shown = vi.spyOn(HTMLDialogElement.prototype, 'showModal');
    const { show } = await createStage();
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
    expect(shown).toHaveBeenCalled();
    expect(await field(/username or email/i)).toHaveFocus();
    await user.keyboard('ada{Enter}');
    await user.type(await field(/^password/i), `${ada.password}{Enter}`);
    expect(await screen.findByText('Inside', {}, patient)).toBeVisible();
    await waitFor(() => expect(screen.queryByRole('dialog')).toBeNull());
  });

  it('is closed by its button and by Escape, and forgets what was begun', async () => {
    const { show } = await createStage();
    const { user } = show(<SignInButton>Log in</SignInButton>);
    await user.click(button(/log in/i));
    await user.type(await field(/username or email/i), 'ada{Enter}');
    await heading(/enter your password/i);
    await user.click(button(/^close$/i));
    expect(screen.queryByRole('dialog')).toBeNull();
    await user.click(button(/log in/i));
    expect(await field(/username or email/i)).toHaveValue('');
    // As a browser does it.
    const dialog = screen.getByRole<HTMLDialogElement>('dialog');
    dialog.close();
    dialog.dispatchEvent(new Event('close'));
    await waitFor(() => expect(screen.queryByRole('dialog')).toBeNull());
  });

  it('is a link where the sign-in has a page of its own', async () => {
    const { show } = await createStage();
    show(<SignInButton mode="page" href="/sign-in" />);
    expect(screen.getByRole('link', { name: /^sign in$/i })).toHaveAttribute('href', '/sign-in');
  });
});

describe('<UserButton>', () => {
  it('is nothing for those who are signed out', async () => {
    const { show } = await createStage();
    const { container } = show(<UserButton />);
    expect(container).toBeEmptyDOMElement();
  });

  it('names who is signed in, shows the app’s links, and signs out', async () => {
    const { show, cognito, signIn: enter } = await createStage();
    await enter(ada);
    const out = vi.fn();
    const { user } = show(
      <UserButton onSignedOut={out}>
        <a href="#account">Account settings</a>
      </UserButton>,
    );
    const own = button(/account: ada@example\.com/i);
    expect(own).toHaveAttribute('aria-expanded', 'false');
    await user.click(own);
    expect(own).toHaveAttribute('aria-expanded', 'true');
    expect(screen.getByRole('link', { name: /account settings/i })).toBeVisible();
    await user.keyboard('{Escape}');
    expect(screen.queryByRole('link')).toBeNull();
    expect(own).toHaveFocus();
    await user.click(own);
    await user.click(screen.getByRole('link'));
    expect(screen.queryByRole('link')).toBeNull();
    expect(own).toHaveFocus();
    await user.click(own);
    await user.click(document.body);
    expect(screen.queryByRole('link')).toBeNull();
    await user.click(own);
    await user.click(button(/^sign out$/i));
    await waitFor(() => expect(out).toHaveBeenCalled(), patient);
    expect(cognito.getSession().status).toBe('signedOut');
  });
});

describe('<PasskeyOffer>', () => {
  const offered = async (config = {}) => {
    const browser = createBrowserPasskeys();
    const stage = await createStage({
      aws: everything,
      config: { authFlow: 'USER_AUTH', ...browser.config, ...config },
    });
    await stage.signIn(ada);
    return { ...stage, ...stage.show(<PasskeyOffer />) };
  };

  it('makes a passkey for who has none, says so, and is not seen again', async () => {
    const { user, show, unmount, sent } = await offered();
    expect(await heading(/sign in faster/i)).toBeVisible();
    await user.click(button(/create a passkey/i));
    expect(await screen.findByText(/your passkey is ready/i, {}, patient)).toBeVisible();
    expect(screen.getByText(/your passkey is ready/i).closest('output')).toHaveFocus();
    expect(sent).toContain('CompleteWebAuthnRegistration');
    unmount();
    const { container } = show(<PasskeyOffer />);
    await waitFor(() => expect(sent.at(-1)).toBe('ListWebAuthnCredentials'), patient);
    expect(container).toBeEmptyDOMElement();
  });

  it('shows the wait by the thread, as every card does', async () => {
    const { user, hold, container } = await offered();
    await heading(/sign in faster/i);
    const thread = container.querySelector('.ck-thread');
    expect(thread).toHaveAttribute('data-state', 'idle');
    const answers = hold();
    await user.click(button(/create a passkey/i));
    expect(thread).toHaveAttribute('data-state', 'running');
    answers();
    expect(await screen.findByText(/your passkey is ready/i, {}, patient)).toBeVisible();
  });

  it('takes no for an answer, in this browser for good', async () => {
    const { user, show, unmount, cognito } = await offered();
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
    ['the pool is not known to take any', { authFlow: 'USER_SRP_AUTH' }],
    ['the browser has none', { passkeys: { container: undefined, PublicKey: undefined } }],
  ] as const)('is nothing where %s', async (_why, config) => {
    const { container, sent } = await offered(config);
    await waitFor(() => expect(container).toBeEmptyDOMElement());
    expect(sent).not.toContain('ListWebAuthnCredentials');
  });
});

describe('<RememberDevice>', () => {
  it('asks once whether a browser that the pool tracks is one’s own', async () => {
    const {
      show,
      signIn: enter,
      sent,
    } = await createStage({
      aws: { users: [ada], pool: { devices: { tracking: 'OPT_IN', skipsMfa: true } } },
    });
    await enter(ada);
    const { user, unmount } = show(<RememberDevice />);
    await heading(/your own device/i);
    await user.click(button(/yes, remember it/i));
    await waitFor(() => expect(sent).toContain('UpdateDeviceStatus'), patient);
    await waitFor(() => expect(screen.queryByRole('heading')).toBeNull(), patient);
    unmount();
    const { container } = show(<RememberDevice />);
    await waitFor(
      () => expect(sent.filter((name) => name === 'ListDevices').length).toBeGreaterThan(1),
      patient,
    );
    expect(container).toBeEmptyDOMElement();
  });

  it.each([
    ['not_remembered', true],
    ['remembered', false],
  ])('asks by what the list says of it, where it is listed: %s', async (status, isAsked) => {
    const pool = { devices: { tracking: 'ALWAYS', skipsMfa: false } } as const;
    const stage = await createStage({
      aws: { users: [ada], pool },
      config: {
        fetch: async (input, init) => {
          const response = await stage.aws.fetch(input, init);
          stage.sent.push(new Headers(init.headers).get('x-amz-target')?.replace(/^.*\./, '') ?? '');
          if (stage.sent.at(-1) !== 'ListDevices') return response;
          const { Devices } = (await response.json()) as { Devices: { DeviceAttributes: object[] }[] };
          for (const { DeviceAttributes } of Devices)
            DeviceAttributes.push({ Name: 'dev:device_remembered_status', Value: status });
          return Response.json({ Devices });
        },
      },
    });
    await stage.signIn(ada);
    const { container } = stage.show(<RememberDevice />);
    await waitFor(() => expect(stage.sent).toContain('ListDevices'), patient);
    if (isAsked) expect(await heading(/your own device/i)).toBeVisible();
    await waitFor(() => expect(stage.queries.isFetching()).toBe(0), patient);
    if (!isAsked) expect(container).toBeEmptyDOMElement();
  });
});
