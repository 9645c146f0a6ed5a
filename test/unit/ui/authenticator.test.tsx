/** Proves that <Authenticator> leads a user from the first view into the app, by each of its views. */
import { act, screen, waitFor } from '@testing-library/react';
import { describe, expect, it, vi } from 'vitest';
import { Authenticator, useSession } from '../../../src/index.ts';
import { totpCode } from '../../support/codes.ts';
import { field, button, heading, enterUsername, longWait, signIn } from '../../support/user-actions.ts';
import { ada, grace, linus } from '../../support/users.ts';
import { createTestApp } from '../../support/test-app.tsx';

function App() {
  const session = useSession();
  return <p>Hello {session.status === 'signedIn' ? session.username : 'nobody'}</p>;
}

const authenticator = (
  <Authenticator appName="Harbor">
    <App />
  </Authenticator>
);

describe('Authenticator', () => {
  it('Authenticator shows the app to signed-in users only', async () => {
    const { show, signIn: signInByFlow } = await createTestApp();
    const { unmount } = show(authenticator);
    expect(await heading(/^sign in$/i)).toBeVisible();
    expect(screen.queryByText(/hello/i)).toBeNull();
    unmount();
    await signInByFlow(ada);
    show(authenticator);
    expect(screen.getByText('Hello ada')).toBeVisible();
  });

  it('Authenticator asks for user name and password in separate views, then shows the app', async () => {
    const { show, sent } = await createTestApp();
    const { user } = show(authenticator);
    await enterUsername(user, 'ada');
    expect(sent).toEqual([]);
    await user.type(await field(/^password/i), ada.password);
    await user.click(button(/^sign in$/i));
    expect(await screen.findByText('Hello ada', {}, longWait)).toBeVisible();
    expect(sent.filter((name) => /Auth/.test(name))).toEqual(['InitiateAuth', 'RespondToAuthChallenge']);
  });

  it('Authenticator asks for a TOTP code after the password', async () => {
    const { show, clock } = await createTestApp();
    const { user } = show(authenticator);
    await signIn(user, grace);
    await heading(/check your authenticator/i);
    await user.type(await field(/^code/i), totpCode(grace.totp, clock.now()));
    await user.keyboard('{Enter}');
    expect(await screen.findByText('Hello grace', {}, longWait)).toBeVisible();
  });

  it('Authenticator asks for a new password after a temporary one', async () => {
    const { show } = await createTestApp();
    const { user } = show(authenticator);
    await signIn(user, linus);
    await heading(/choose a new password/i);
    await user.type(await field(/^new password/i), 'Penguin-colony-7');
    await user.click(button(/save and sign in/i));
    expect(await screen.findByText('Hello linus', {}, longWait)).toBeVisible();
  });

  it('Authenticator shows the app after a sign-up, without asking for the password again', async () => {
    const { show, aws } = await createTestApp();
    const { user } = show(authenticator);
    await user.click(button(/create an account/i));
    await user.type(await field(/^username/i), 'hedy');
    await user.type(await field(/^email/i), 'hedy@example.com');
    await user.type(await field(/^password/i), 'Frequency-hopping-5');
    await user.click(button(/^create account$/i));
    await heading(/enter your code/i);
    await user.click(await field(/^code/i));
    await user.paste(await aws.outbox.code('hedy@example.com'));
    expect(await screen.findByText('Hello hedy', {}, longWait)).toBeVisible();
  });

  it('Authenticator shows the app after a password reset, in which the user name is filled in', async () => {
    const { show, aws } = await createTestApp();
    const { user } = show(authenticator);
    await enterUsername(user, 'ada');
    await user.click(button(/forgot it/i));
    await heading(/reset your password/i);
    expect(await field(/username or email/i)).toHaveValue('ada');
    await user.click(button(/send the code/i));
    await user.type(await field(/^code/i), await waitFor(() => aws.outbox.code(ada.email)));
    await user.type(await field(/^new password/i), 'Analytical-engine-6');
    await user.click(button(/save password/i));
    expect(await screen.findByText('Hello ada', {}, longWait)).toBeVisible();
  });

  it('Authenticator announces a wrong password, focuses its field and accepts the right one', async () => {
    const { show } = await createTestApp();
    const { user } = show(authenticator);
    await signIn(user, { ...ada, password: 'Wrong-horse-1' });
    await waitFor(() => expect(screen.getByRole('alert')).toHaveTextContent(/don’t match/), longWait);
    const password = await field(/^password/i);
    expect(password).toHaveFocus();
    expect(password).toHaveAttribute('aria-invalid', 'true');
    await user.clear(password);
    await user.type(password, `${ada.password}{Enter}`);
    expect(await screen.findByText('Hello ada', {}, longWait)).toBeVisible();
  });

  it('fault 46 (unknown user): Authenticator shows an unknown user the text of a wrong password, after the same requests', async () => {
    const texts: string[] = [];
    const requests: string[][] = [];
    for (const username of ['ada', 'nobody']) {
      const { show, sent } = await createTestApp();
      const { user, unmount } = show(authenticator);
      await signIn(user, { username, password: 'Wrong-horse-1' });
      await waitFor(() => expect(screen.getByRole('alert')).not.toBeEmptyDOMElement(), longWait);
      texts.push(screen.getByRole('alert').textContent);
      requests.push(sent);
      unmount();
    }
    expect(texts[0]).toBe(texts[1]);
    expect(requests[0]).toEqual(requests[1]);
  });

  it('Authenticator fills in the last user name and does not replace typed text', async () => {
    const { show, cognito, signIn: signInByFlow } = await createTestApp();
    await signInByFlow(ada);
    await cognito.signOut();
    const { user } = show(authenticator);
    const name = await field(/username or email/i);
    await waitFor(() => expect(name).toHaveValue('ada'), longWait);
    await user.clear(name);
    await user.type(name, 'gra');
    expect(name).toHaveValue('gra');
  });

  it('Authenticator does not fill in a user name read after the user began to type', async () => {
    const { show, cognito } = await createTestApp();
    let recall = (_username: string) => {};
    cognito.rememberedUsername = () => new Promise((resolve) => (recall = resolve));
    const { user } = show(authenticator);
    const name = await field(/username or email/i);
    await user.type(name, 'g');
    await user.clear(name);
    await act(async () => recall('ada'));
    expect(name).toHaveValue('');
    expect(name.defaultValue).toBe('ada');
  });

  it('Authenticator prefers its username prop, and fills no user name into an e-mail field', async () => {
    const { show, cognito, signIn: signInByFlow } = await createTestApp();
    await signInByFlow(ada);
    await cognito.signOut();
    const withUsername = show(<Authenticator username="grace" />);
    await act(async () => void (await cognito.rememberedUsername()));
    expect(await field(/username or email/i)).toHaveValue('grace');
    withUsername.unmount();
    show(<Authenticator identifier="email" />);
    await act(async () => void (await cognito.rememberedUsername()));
    expect(await field(/^email/i)).toHaveValue('');
  });

  it('Authenticator with signUp={false} offers no sign-up', async () => {
    const { show } = await createTestApp();
    show(<Authenticator signUp={false} />);
    await heading(/^sign in$/i);
    expect(screen.queryByRole('button', { name: /create an account/i })).toBeNull();
  });
});

describe('the password of Authenticator', () => {
  it('fault 86 (password in memory): the page, caches, logs and address contain no password after the sign-in', async () => {
    const canary = ada.password;
    const { show, queries } = await createTestApp();
    const logged = (['log', 'info', 'warn', 'error', 'debug'] as const).map((level) =>
      vi.spyOn(console, level).mockImplementation(() => {}),
    );
    const { user } = show(authenticator);
    await enterUsername(user, 'ada');
    const input = await field(/^password/i);
    await user.type(input, canary);
    expect(document.body.innerHTML).not.toContain(canary);
    await user.click(button(/^sign in$/i));
    await screen.findByText('Hello ada', {}, longWait);
    await waitFor(() => expect(input).toHaveValue(''));
    expect(document.documentElement.outerHTML).not.toContain(canary);
    const cached = [queries.getQueryCache().getAll(), queries.getMutationCache().getAll()].flat();
    expect(JSON.stringify(cached.map(({ state }) => state))).not.toContain(canary);
    expect(JSON.stringify(logged.flatMap((spy) => spy.mock.calls))).not.toContain(canary);
    expect(location.href).not.toContain(canary);
    for (const spy of logged) spy.mockRestore();
  });
});
