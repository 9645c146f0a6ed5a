import { screen, waitFor } from '@testing-library/react';
import { describe, expect, it } from 'vitest';
import { SignIn, TotpSetup } from '../../../src/index.ts';
import { button, totpCode, field, heading, longWait, signIn, wrongCode } from '../support/user-actions.ts';
import { ada, createTestApp } from '../support/test-app.tsx';

const shownSecret = async () =>
  (await screen.findByText(/^[A-Z2-7]{4}( [A-Z2-7]{1,4})+$/, {}, longWait)).textContent.replaceAll(' ', '');

async function begun() {
  const testApp = await createTestApp();
  await testApp.signIn(ada);
  const shown = testApp.show(<TotpSetup issuer="Harbor & Co" />);
  await shown.user.click(button(/set up an authenticator app/i));
  return { ...testApp, ...shown, secret: await shownSecret() };
}

describe('rule 11: an authenticator app’s set-up', () => {
  it('shows a QR code with a name, on a quiet zone of its own', async () => {
    await begun();
    const code = screen.getByRole('img', { name: /qr code/i });
    await waitFor(() => expect(code).toHaveAttribute('data-state', 'ready'), longWait);
    const [x, y, width] = code.getAttribute('viewBox')?.split(' ').map(Number) ?? [];
    expect([x, y]).toEqual([-4, -4]);
    expect(width).toBeGreaterThan(21 + 8);
    expect(code.querySelector('path')?.getAttribute('d')).toMatch(/^M0 0h1v1h-1z/);
  });

  it('shows the same secret in groups, and a link for an app on this device', async () => {
    const { secret } = await begun();
    const link = screen.getByRole('link', { name: /on this device/i });
    const uri = new URL(link.getAttribute('href') ?? '');
    expect(uri.protocol).toBe('otpauth:');
    expect(uri.searchParams.get('secret')).toBe(secret);
    expect(uri.searchParams.get('issuer')).toBe('Harbor & Co');
    expect(decodeURIComponent(uri.pathname)).toContain('ada');
  });

  it('copies the secret without its spaces, and says so', async () => {
    const { user, secret } = await begun();
    await user.click(button(/copy key/i));
    expect(await screen.findByText('Copied.')).toBeVisible();
    expect(await navigator.clipboard.readText()).toBe(secret);
  });

  it('says that a code is wrong, and takes the right one: the next sign-in asks for it', async () => {
    const { user, secret, clock, cognito, show } = await begun();
    const code = totpCode(secret, clock.now());
    await user.type(await field(/^code/i), `${wrongCode(code)}{Enter}`);
    await waitFor(() => expect(screen.getByRole('alert')).toHaveTextContent(/isn’t right/), longWait);
    await user.clear(await field(/^code/i));
    await user.keyboard('12345{Enter}');
    expect(await field(/^code/i)).toHaveAccessibleDescription(/6 or 8 digits/i);
    await user.clear(await field(/^code/i));
    await user.paste(code);
    expect(await screen.findByText(/authenticator app is on/i, {}, longWait)).toBeVisible();
    expect(document.body.innerHTML).not.toContain(secret);

    await cognito.signOut();
    const again = show(<SignIn />);
    await signIn(again.user, ada);
    expect(await heading(/check your authenticator/i)).toBeVisible();
  });

  it('keeps the secret out of the query cache', async () => {
    const { secret, queries } = await begun();
    expect(
      JSON.stringify(
        queries
          .getQueryCache()
          .getAll()
          .map(({ state, queryKey }) => [state, queryKey]),
      ),
    ).not.toContain(secret);
  });

  it('forgets the secret when the person leaves', async () => {
    const { secret, cognito } = await begun();
    await cognito.signOut();
    await waitFor(() => expect(document.body.innerHTML).not.toContain(secret.slice(0, 4)));
  });

  it('begins at once where it is told to, and once: who cancels or closes it is not asked again', async () => {
    const testApp = await createTestApp();
    await testApp.signIn(ada);
    const { user } = testApp.show(<TotpSetup immediate />);
    await shownSecret();
    await user.click(button(/cancel/i));
    const start = await screen.findByRole('button', { name: /set up an authenticator app/i }, longWait);
    expect(testApp.sent.filter((operation) => operation === 'AssociateSoftwareToken')).toHaveLength(1);
    await user.click(start);
    const secret = await shownSecret();
    await user.click(await field(/^code/i));
    await user.paste(totpCode(secret, testApp.clock.now()));
    await user.click(await screen.findByRole('button', { name: /close/i }, longWait));
    expect(await screen.findByRole('button', { name: /turn it off/i }, longWait)).toBeVisible();
    expect(testApp.sent.filter((operation) => operation === 'AssociateSoftwareToken')).toHaveLength(2);
  });

  it('can be turned off again', async () => {
    const { user, secret, clock, cognito, aws } = await begun();
    await user.click(await field(/^code/i));
    await user.paste(totpCode(secret, clock.now()));
    await screen.findByText(/authenticator app is on/i, {}, longWait);
    await user.click(button(/close/i));
    await user.click(await screen.findByRole('button', { name: /turn it off/i }, longWait));
    expect(button(/turn it off/i)).toHaveAttribute('aria-disabled', 'true');
    await waitFor(() => expect(screen.queryByRole('button', { name: /turn it off/i })).toBeNull(), longWait);
    await waitFor(async () => expect(await heading(/^authenticator app$/i)).toHaveFocus(), longWait);
    await cognito.signOut();
    expect(aws.outbox.all()).toEqual([]);
  });
});
