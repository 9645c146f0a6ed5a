/** Proves rule 11 (TOTP set-up): QR code, secret, copying, verification and turning off. */
import { screen, waitFor } from '@testing-library/react';
import { describe, expect, it } from 'vitest';
import { SignIn, TotpSetup } from '../../../src/index.ts';
import { button, field, heading, longWait, signIn } from '../../support/user-actions.ts';
import { totpCode, wrongCode } from '../../support/codes.ts';
import { ada } from '../../support/users.ts';
import { createTestApp } from '../../support/test-app.tsx';

const findSecret = async () =>
  (await screen.findByText(/^[A-Z2-7]{4}( [A-Z2-7]{1,4})+$/, {}, longWait)).textContent.replaceAll(' ', '');

async function startSetup() {
  const testApp = await createTestApp();
  await testApp.signIn(ada);
  const rendered = testApp.show(<TotpSetup issuer="Harbor & Co" />);
  await rendered.user.click(button(/set up an authenticator app/i));
  return { ...testApp, ...rendered, secret: await findSecret() };
}

describe('rule 11 (TOTP set-up): TotpSetup', () => {
  it('rule 11 (TOTP set-up): the QR code has a name and a quiet zone', async () => {
    await startSetup();
    const code = screen.getByRole('img', { name: /qr code/i });
    await waitFor(() => expect(code).toHaveAttribute('data-state', 'ready'), longWait);
    const [x, y, width] = code.getAttribute('viewBox')?.split(' ').map(Number) ?? [];
    expect([x, y]).toEqual([-4, -4]);
    expect(width).toBeGreaterThan(21 + 8);
    expect(code.querySelector('path')?.getAttribute('d')).toMatch(/^M0 0h1v1h-1z/);
  });

  it('rule 11 (TOTP set-up): the secret is shown in groups and contained in the link for an app on this device', async () => {
    const { secret } = await startSetup();
    const link = screen.getByRole('link', { name: /on this device/i });
    const uri = new URL(link.getAttribute('href') ?? '');
    expect(uri.protocol).toBe('otpauth:');
    expect(uri.searchParams.get('secret')).toBe(secret);
    expect(uri.searchParams.get('issuer')).toBe('Harbor & Co');
    expect(decodeURIComponent(uri.pathname)).toContain('ada');
  });

  it('rule 11 (TOTP set-up): a button copies the secret without spaces and reports it', async () => {
    const { user, secret } = await startSetup();
    await user.click(button(/copy key/i));
    expect(await screen.findByText('Copied.')).toBeVisible();
    expect(await navigator.clipboard.readText()).toBe(secret);
  });

  it('TotpSetup announces a wrong code and accepts the right one, for which the next sign-in asks', async () => {
    const { user, secret, clock, cognito, show } = await startSetup();
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
    const nextSignIn = show(<SignIn />);
    await signIn(nextSignIn.user, ada);
    expect(await heading(/check your authenticator/i)).toBeVisible();
  });

  it('TotpSetup stores no secret in the query cache', async () => {
    const { secret, queries } = await startSetup();
    expect(
      JSON.stringify(
        queries
          .getQueryCache()
          .getAll()
          .map(({ state, queryKey }) => [state, queryKey]),
      ),
    ).not.toContain(secret);
  });

  it('TotpSetup shows no secret after the sign-out', async () => {
    const { secret, cognito } = await startSetup();
    await cognito.signOut();
    await waitFor(() => expect(document.body.innerHTML).not.toContain(secret.slice(0, 4)));
  });

  it('TotpSetup with immediate starts once, and not again after the user cancelled or closed it', async () => {
    const testApp = await createTestApp();
    await testApp.signIn(ada);
    const { user } = testApp.show(<TotpSetup immediate />);
    await findSecret();
    await user.click(button(/cancel/i));
    const start = await screen.findByRole('button', { name: /set up an authenticator app/i }, longWait);
    expect(testApp.sent.filter((operation) => operation === 'AssociateSoftwareToken')).toHaveLength(1);
    await user.click(start);
    const secret = await findSecret();
    await user.click(await field(/^code/i));
    await user.paste(totpCode(secret, testApp.clock.now()));
    await user.click(await screen.findByRole('button', { name: /close/i }, longWait));
    expect(await screen.findByRole('button', { name: /turn it off/i }, longWait)).toBeVisible();
    expect(testApp.sent.filter((operation) => operation === 'AssociateSoftwareToken')).toHaveLength(2);
  });

  it('TotpSetup turns the authenticator app off again', async () => {
    const { user, secret, clock, cognito, aws } = await startSetup();
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
