/** The whole way in through what happens to pages: a reload in the midst of it, a file that does not arrive. */
import { fileURLToPath } from 'node:url';
import { expect, test, type Page } from '@playwright/test';
import type * as Kit from 'cognito-kit';
import type { createLocalAws, LocalAws } from 'cognito-kit-local';
import { bundleSource, openSource } from './source-page.ts';

const built = fileURLToPath(new URL('../../local/dist/index.js', import.meta.url));
const ada = { username: 'ada', email: 'ada@example.com', password: 'Correct-horse-1' };

let files: Awaited<ReturnType<typeof bundleSource>>;
let aws: LocalAws;
test.beforeAll(async () => {
  files = await bundleSource('way-in');
});
test.beforeEach(async () => {
  const local = (await import(built)) as { createLocalAws: typeof createLocalAws };
  aws = local.createLocalAws({
    users: [ada],
    client: { authFlows: ['USER_SRP_AUTH', 'USER_AUTH', 'REFRESH_TOKEN_AUTH'] },
    pool: {
      firstFactors: ['PASSWORD', 'WEB_AUTHN'],
      webAuthn: { relyingPartyId: 'localhost', userVerification: 'preferred', factor: 'SINGLE_FACTOR' },
    },
  });
});

async function open(page: Page, more: { address?: string; isCut?: (path: string) => boolean } = {}) {
  const { userPoolId, clientId } = aws.config;
  const address = `?pool=${userPoolId}&client=${clientId}${more.address ?? ''}`;
  await openSource(page, 'way-in', files, { ...more, aws, address });
}

const heading = (page: Page, name: string) => expect(page.getByRole('heading', { name })).toBeVisible();

test('a reload in mid-sign-up comes back to the code, and from there into the app', async ({ page }) => {
  await open(page);
  await page.getByRole('button', { name: 'Create an account' }).click();
  await page.getByLabel('Username').fill('hedy');
  await page.getByLabel('Email').fill('hedy@example.com');
  await page.getByLabel('Password', { exact: true }).fill('Frequency-hopping-5');
  await page.getByRole('button', { name: 'Create account' }).click();
  await heading(page, 'Enter your code');
  await page.reload();
  await heading(page, 'Enter your code');
  await expect(page.locator('.ck-chip-name')).toHaveText('hedy');
  await expect(page.locator('.ck-lead')).toContainText('h***@e***');
  await expect(page.getByRole('button', { name: /^Send a new code in/ })).toBeVisible();
  const kept = await page.evaluate(() =>
    [sessionStorage, localStorage].flatMap((store) => Object.entries<string>(store)).join('\n'),
  );
  expect(kept).toContain('hedy');
  expect(kept).not.toContain('hopping');
  await page.getByLabel('Code', { exact: true }).fill(await aws.outbox.code('hedy@example.com'));
  await heading(page, 'Enter your password');
  await page.getByLabel('Password', { exact: true }).fill('Frequency-hopping-5');
  await page.getByRole('button', { name: 'Sign in' }).click();
  await expect(page.getByText('Inside')).toBeVisible();
});

test('a reload at a reset’s code comes back to it; another tab knows nothing of it', async ({
  page,
  context,
}) => {
  await open(page);
  await page.getByLabel('Username or email').fill('ada');
  await page.getByRole('button', { name: 'Continue' }).click();
  await page.getByRole('button', { name: 'Forgot it?' }).click();
  await page.getByRole('button', { name: 'Send the code' }).click();
  await heading(page, 'Choose a new password');
  await page.reload();
  await heading(page, 'Choose a new password');
  const other = await context.newPage();
  await open(other);
  await heading(other, 'Sign in');
  await page.getByLabel('Code', { exact: true }).fill(await aws.outbox.code(ada.email));
  await page.getByLabel('New password').fill('Analytical-engine-6');
  await page.getByRole('button', { name: 'Save password' }).click();
  await expect(page.getByText('Inside')).toBeVisible();
  expect(await page.evaluate(() => Object.keys(sessionStorage).join())).not.toContain('unfinished');
});

test('views that do not arrive are asked for again, and nothing is blank meanwhile', async ({ page }) => {
  let isDown = true;
  await open(page, { isCut: (path) => isDown && path.startsWith('/more-') });
  await page.getByRole('button', { name: 'Create an account' }).click();
  await expect(page.getByRole('alert')).toContainText('Check your connection and try again');
  await heading(page, 'Sign in');
  isDown = false;
  await page.getByRole('button', { name: 'Create an account' }).click();
  await heading(page, 'Create your account');
});

test.describe('rule 12: a passkey in the list of the name’s autofill', () => {
  /** Ada was here before, and has a passkey on this device. */
  async function comeBack(page: Page, { isPicked }: { isPicked: boolean }) {
    const device = await page.context().newCDPSession(page);
    await device.send('WebAuthn.enable');
    const { authenticatorId } = await device.send('WebAuthn.addVirtualAuthenticator', {
      options: {
        protocol: 'ctap2',
        transport: 'internal',
        hasResidentKey: true,
        hasUserVerification: true,
        isUserVerified: true,
        automaticPresenceSimulation: true,
      },
    });
    await open(page, { address: '&flow=choice' });
    await heading(page, 'Sign in');
    await page.evaluate(async ({ username, password }) => {
      const { kit, cognito } = globalThis as unknown as { kit: typeof Kit; cognito: Kit.Cognito };
      await kit.createSignInFlow(cognito, { authFlow: 'USER_SRP_AUTH' }).start({ username, password });
      await kit.registerPasskey(cognito);
      await cognito.signOut();
    }, ada);
    // The device picks what is offered in the list at once, or nothing until it is asked for in so many words.
    const simulates = (enabled: boolean) =>
      device.send('WebAuthn.setAutomaticPresenceSimulation', { authenticatorId, enabled });
    await simulates(isPicked);
    await page.reload();
    return { simulates };
  }

  test('signs in who picks it, with nothing typed or pressed', async ({ page }) => {
    await comeBack(page, { isPicked: true });
    await expect(page.getByText('Inside')).toBeVisible();
  });

  test('waits without getting in the way: the name can be answered, and then a passkey asked for', async ({
    page,
  }) => {
    const { simulates } = await comeBack(page, { isPicked: false });
    const name = page.locator('input[name=username]');
    await expect(name).toHaveValue('ada');
    await expect(name).toHaveAttribute('autocomplete', 'username webauthn');
    await page.getByRole('button', { name: 'Continue' }).click();
    await page.getByRole('button', { name: 'Passkey' }).click();
    await heading(page, 'Use your passkey');
    await simulates(true);
    await page.getByRole('button', { name: 'Use passkey' }).click();
    await expect(page.getByText('Inside')).toBeVisible();
  });
});
