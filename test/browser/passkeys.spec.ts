/** Passkeys in a real browser, with Chromium's virtual authenticator: registered, used to sign in, declined. */
import type * as Kit from 'cognito-kit';
import { expect, test, type Page } from './support/fixtures.ts';
import { createBuiltLocalAws } from './support/local-aws.ts';
import { stepView } from './support/page.ts';
import { ada } from '../support/users.ts';
import { openServerRenderedPage, ORIGIN } from './support/server-rendered-page.ts';
import { addVirtualAuthenticator } from '../support/virtual-authenticator.ts';

/** Opens the sign-in page with a virtual authenticator, which it returns. */
async function open(page: Page) {
  const aws = await createBuiltLocalAws({
    users: [ada],
    client: { authFlows: ['USER_SRP_AUTH', 'USER_AUTH', 'REFRESH_TOKEN_AUTH'] },
    pool: {
      mfa: 'OFF',
      firstFactors: ['PASSWORD', 'WEB_AUTHN'],
      webAuthn: { relyingPartyId: 'localhost', userVerification: 'required', factor: 'SINGLE_FACTOR' },
    },
  });
  const { userPoolId, clientId } = aws.config;
  const authenticator = await addVirtualAuthenticator(page);
  const { start } = await openServerRenderedPage(page, {
    aws,
    config: { userPoolId, clientId, endpoint: ORIGIN, authFlow: 'USER_AUTH' },
    signIn: { layout: 'page' },
  });
  await start();
  return authenticator;
}

/** Signs in with the password, registers a passkey as an account page does, and signs out. */
async function registerPasskey(page: Page) {
  await page.evaluate(async ({ username, password }) => {
    const { kit, cognito } = globalThis as unknown as { kit: typeof Kit; cognito: Kit.Cognito };
    const flow = kit.createSignInFlow(cognito, { authFlow: 'USER_SRP_AUTH' });
    await flow.start({ username, password });
    await kit.registerPasskey(cognito);
    await cognito.signOut();
  }, ada);
}

async function choosePasskey(page: Page) {
  await page.locator('input[name=username]').fill(ada.username);
  await page.locator('button[type=submit]').click();
  await expect(stepView(page, 'selectFactor')).toBeVisible();
  await page.getByRole('button', { name: 'Passkey' }).click();
  await expect(stepView(page, 'passkey')).toBeVisible();
}

test('passkeys: a passkey registered on this device signs in', async ({ page }) => {
  const authenticator = await open(page);
  await registerPasskey(page);
  await authenticator.setTouched(false); // the passkey offered by autofill waits
  await choosePasskey(page);
  await authenticator.setTouched(true);
  await page.locator('button[type=submit]').click();
  await expect(stepView(page, 'signedIn')).toBeVisible();
});

test('fault 63 (passkey cancelled): a user whose verification fails sees no error and can try again', async ({
  page,
  failures,
}) => {
  failures.expect(/NotAllowedError/);
  const authenticator = await open(page);
  await registerPasskey(page);
  await authenticator.setTouched(false);
  await choosePasskey(page);
  await authenticator.setUserVerified(false);
  await authenticator.setTouched(true);
  await page.locator('button[type=submit]').click();
  await expect(page.locator('button[type=submit]')).not.toHaveAttribute('aria-busy', 'true');
  await expect(stepView(page, 'passkey')).toBeVisible();
  await expect(page.getByRole('alert')).toBeEmpty();
  await authenticator.setUserVerified(true);
  await page.locator('button[type=submit]').click();
  await expect(stepView(page, 'signedIn')).toBeVisible();
});
