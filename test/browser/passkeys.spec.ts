/** Passkeys in a real browser, with Chromium's virtual authenticator: made, used, declined. */
import { fileURLToPath } from 'node:url';
import type { createLocalAws } from 'cognito-kit-local';
import type * as Kit from 'cognito-kit';
import { expect, test, type Page } from './harbor.ts';
import { openOwnPage, ORIGIN } from './own-page.ts';

const built = fileURLToPath(new URL('../../local/dist/index.js', import.meta.url));
const ada = { username: 'ada', email: 'ada@example.com', password: 'Correct-horse-1' };

/** https://chromedevtools.github.io/devtools-protocol/tot/WebAuthn/ */
async function addAuthenticator(page: Page) {
  const devtools = await page.context().newCDPSession(page);
  await devtools.send('WebAuthn.enable');
  const { authenticatorId } = await devtools.send('WebAuthn.addVirtualAuthenticator', {
    options: {
      protocol: 'ctap2',
      transport: 'internal',
      hasResidentKey: true,
      hasUserVerification: true,
      isUserVerified: true,
      automaticPresenceSimulation: true,
    },
  });
  return {
    /** Whether the person at the device proves to be its owner. */
    verifies: (isUserVerified: boolean) =>
      devtools.send('WebAuthn.setUserVerified', { authenticatorId, isUserVerified }),
    /** Whether somebody is there to touch it. */
    isTouched: (enabled: boolean) =>
      devtools.send('WebAuthn.setAutomaticPresenceSimulation', { authenticatorId, enabled }),
  };
}

async function open(page: Page) {
  const local = (await import(built)) as { createLocalAws: typeof createLocalAws };
  const aws = local.createLocalAws({
    users: [ada],
    client: { authFlows: ['USER_SRP_AUTH', 'USER_AUTH', 'REFRESH_TOKEN_AUTH'] },
    pool: {
      mfa: 'OFF',
      firstFactors: ['PASSWORD', 'WEB_AUTHN'],
      webAuthn: { relyingPartyId: 'localhost', userVerification: 'required', factor: 'SINGLE_FACTOR' },
    },
  });
  const { userPoolId, clientId } = aws.config;
  const authenticator = await addAuthenticator(page);
  const { start } = await openOwnPage(page, {
    aws,
    config: { userPoolId, clientId, endpoint: ORIGIN, authFlow: 'USER_AUTH' },
    signIn: { layout: 'page' },
  });
  await start();
  return authenticator;
}

const at = (page: Page, step: string) =>
  expect(page.locator(`.ck[data-step="${step}"] .ck-step`)).toBeVisible();

/** Signs in by password and makes a passkey, as an account page would. */
async function makePasskey(page: Page) {
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
  await at(page, 'selectFactor');
  await page.getByRole('button', { name: 'Passkey' }).click();
  await at(page, 'passkey');
}

test('a passkey that was made here signs in', async ({ page }) => {
  const authenticator = await open(page);
  await makePasskey(page);
  await authenticator.isTouched(false); // until it is asked for in so many words
  await choosePasskey(page);
  await authenticator.isTouched(true);
  await page.locator('button[type=submit]').click();
  await at(page, 'signedIn');
});

test('fault 63: who does not prove to be the owner sees no error, and can try again', async ({
  page,
  watched,
}) => {
  watched.expect(/NotAllowedError/);
  const authenticator = await open(page);
  await makePasskey(page);
  await authenticator.isTouched(false);
  await choosePasskey(page);
  await authenticator.verifies(false);
  await authenticator.isTouched(true);
  await page.locator('button[type=submit]').click();
  await expect(page.locator('button[type=submit]')).not.toHaveAttribute('aria-busy', 'true');
  await at(page, 'passkey');
  await expect(page.getByRole('alert')).toBeEmpty();
  await authenticator.verifies(true);
  await page.locator('button[type=submit]').click();
  await at(page, 'signedIn');
});
