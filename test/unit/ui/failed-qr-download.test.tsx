/** The QR encoder is downloaded when the first code is shown: what is seen when that download fails. */
import { configure, screen, waitFor } from '@testing-library/react';
import { expect, it, vi } from 'vitest';
import { TotpSetup } from '../../../src/index.ts';
import { button, totpCode, field, longWait } from '../support/user-actions.ts';
import { ada, createTestApp } from '../support/test-app.tsx';

vi.mock('lean-qr/nano', () => {
  throw new TypeError('Failed to fetch dynamically imported module');
});
// Of two imports at once, Vitest would give the second the real file.
configure({ reactStrictMode: false });

it('without its encoder there is no empty QR code, and the key that is shown does as well', async () => {
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
