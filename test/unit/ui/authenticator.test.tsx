import { act, screen, waitFor } from '@testing-library/react';
import { describe, expect, it, vi } from 'vitest';
import { Authenticator, useSession } from '../../../src/index.ts';
import {
  totpCode,
  field,
  button,
  heading,
  enterUsername,
  longWait,
  signIn,
} from '../support/user-actions.ts';
import { ada, createTestApp, grace, linus } from '../support/test-app.tsx';

function App() {
  const session = useSession();
  return <p>Hello {session.status === 'signedIn' ? session.username : 'nobody'}</p>;
}

const way = (
  <Authenticator appName="Harbor">
    <App />
  </Authenticator>
);

describe('the whole way in', () => {
  it('shows the app to nobody but those who are signed in', async () => {
    const { show, signIn: enter } = await createTestApp();
    const { unmount } = show(way);
    expect(await heading(/^sign in$/i)).toBeVisible();
    expect(screen.queryByText(/hello/i)).toBeNull();
    unmount();
    await enter(ada);
    show(way);
    expect(screen.getByText('Hello ada')).toBeVisible();
  });

  it('asks one question a view, and then shows the app', async () => {
    const { show, sent } = await createTestApp();
    const { user } = show(way);
    await enterUsername(user, 'ada');
    expect(sent).toEqual([]);
    await user.type(await field(/^password/i), ada.password);
    await user.click(button(/^sign in$/i));
    expect(await screen.findByText('Hello ada', {}, longWait)).toBeVisible();
    expect(sent.filter((name) => /Auth/.test(name))).toEqual(['InitiateAuth', 'RespondToAuthChallenge']);
  });

  it('asks for a TOTP code after the password', async () => {
    const { show, clock } = await createTestApp();
    const { user } = show(way);
    await signIn(user, grace);
    await heading(/check your authenticator/i);
    await user.type(await field(/^code/i), totpCode(grace.totp, clock.now()));
    await user.keyboard('{Enter}');
    expect(await screen.findByText('Hello grace', {}, longWait)).toBeVisible();
  });

  it('has a temporary password replaced', async () => {
    const { show } = await createTestApp();
    const { user } = show(way);
    await signIn(user, linus);
    await heading(/choose a new password/i);
    await user.type(await field(/^new password/i), 'Penguin-colony-7');
    await user.click(button(/save and sign in/i));
    expect(await screen.findByText('Hello linus', {}, longWait)).toBeVisible();
  });

  it('leads from a sign-up into the app, without asking for the password again', async () => {
    const { show, aws } = await createTestApp();
    const { user } = show(way);
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

  it('leads from a password’s reset into the app, with the name already filled in', async () => {
    const { show, aws } = await createTestApp();
    const { user } = show(way);
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

  it('says what is wrong, keeps what was typed, and lets one try again', async () => {
    const { show } = await createTestApp();
    const { user } = show(way);
    await signIn(user, { ...ada, password: 'Wrong-horse-1' });
    await waitFor(() => expect(screen.getByRole('alert')).toHaveTextContent(/don’t match/), longWait);
    const password = await field(/^password/i);
    expect(password).toHaveFocus();
    expect(password).toHaveAttribute('aria-invalid', 'true');
    await user.clear(password);
    await user.type(password, `${ada.password}{Enter}`);
    expect(await screen.findByText('Hello ada', {}, longWait)).toBeVisible();
  });

  it('fault 46: answers an unknown name in the words of a wrong password, after as many requests', async () => {
    const words: string[] = [];
    const requests: string[][] = [];
    for (const username of ['ada', 'nobody']) {
      const { show, sent } = await createTestApp();
      const { user, unmount } = show(way);
      await signIn(user, { username, password: 'Wrong-horse-1' });
      await waitFor(() => expect(screen.getByRole('alert')).not.toBeEmptyDOMElement(), longWait);
      words.push(screen.getByRole('alert').textContent);
      requests.push(sent);
      unmount();
    }
    expect(words[0]).toBe(words[1]);
    expect(requests[0]).toEqual(requests[1]);
  });

  it('remembers who was here last, and never writes over what is typed', async () => {
    const { show, cognito, signIn: enter } = await createTestApp();
    await enter(ada);
    await cognito.signOut();
    const { user } = show(way);
    const name = await field(/username or email/i);
    await waitFor(() => expect(name).toHaveValue('ada'), longWait);
    await user.clear(name);
    await user.type(name, 'gra');
    expect(name).toHaveValue('gra');
  });

  it('leaves a name alone that was begun before the last one was known', async () => {
    const { show, cognito } = await createTestApp();
    let recall = (_username: string) => {};
    cognito.rememberedUsername = () => new Promise((resolve) => (recall = resolve));
    const { user } = show(way);
    const name = await field(/username or email/i);
    await user.type(name, 'g');
    await user.clear(name);
    await act(async () => recall('ada'));
    expect(name).toHaveValue('');
    expect(name.defaultValue).toBe('ada');
  });

  it('prefers the name it is given, and fills in none that nobody could know as theirs', async () => {
    const { show, cognito, signIn: enter } = await createTestApp();
    await enter(ada);
    await cognito.signOut();
    const given = show(<Authenticator username="grace" />);
    await act(async () => void (await cognito.rememberedUsername()));
    expect(await field(/username or email/i)).toHaveValue('grace');
    given.unmount();
    show(<Authenticator identifier="email" />);
    await act(async () => void (await cognito.rememberedUsername()));
    expect(await field(/^email/i)).toHaveValue('');
  });

  it('leaves sign-up out where accounts are made elsewhere', async () => {
    const { show } = await createTestApp();
    show(<Authenticator signUp={false} />);
    await heading(/^sign in$/i);
    expect(screen.queryByRole('button', { name: /create an account/i })).toBeNull();
  });
});

describe('secrets', () => {
  it('fault 86: the password is nowhere once it has been answered with', async () => {
    const canary = ada.password;
    const { show, queries, signIn: _ } = await createTestApp();
    const logged = (['log', 'info', 'warn', 'error', 'debug'] as const).map((level) =>
      vi.spyOn(console, level).mockImplementation(() => {}),
    );
    const { user } = show(way);
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
