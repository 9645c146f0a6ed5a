/** Proves that a TOTP set-up works without a QR code when the download of its encoder fails. */
import { configure, screen, waitFor } from '@testing-library/react';
import { expect, it, vi } from 'vitest';
import { TotpSetup } from '../../../src/index.ts';
import { button, field, longWait } from '../../support/user-actions.ts';
import { totpCode } from '../../support/codes.ts';
import { ada } from '../../support/users.ts';
import { createTestApp } from '../../support/test-app.tsx';

vi.mock('lean-qr/nano', () => {
  throw new TypeError('Failed to fetch dynamically imported module');
});
// StrictMode imports twice at once, and Vitest would return the real module to the second import.
configure({ reactStrictMode: false });

it('a TOTP set-up without the QR encoder shows no empty image and works by the key', async () => {
  const { show, signIn, clock } = await createTestApp();
  await signIn(ada);
  const { user } = show(<TotpSetup />);
  await user.click(button(/set up an authenticator app/i));
  const key = await screen.findByText(/^[A-Z2-7]{4}( [A-Z2-7]{1,4})+$/, {}, longWait);
  await waitFor(() => expect(screen.queryByRole('img')).toBeNull(), longWait);
  await user.click(await field(/^code/i));
  await user.paste(totpCode(key.textContent.replaceAll(' ', ''), clock.now()));
  expect(await screen.findByText(/authenticator app is on/i, {}, longWait)).toBeVisible();
});
