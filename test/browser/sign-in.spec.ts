/** `<Authenticator>` through events of a page: a reload in mid-flow, a script that does not load, passkey autofill. */
import { expect, test, type Page } from '@playwright/test';
import type * as Kit from 'cognito-kit';
import type { LocalAws } from 'cognito-kit-local';
import { createBuiltLocalAws } from './support/local-aws.ts';
import { ada } from '../support/users.ts';
import { bundleSource, openSource } from './support/source-page.ts';
import { addVirtualAuthenticator } from '../support/virtual-authenticator.ts';

let files: Awaited<ReturnType<typeof bundleSource>>;
let aws: LocalAws;
test.beforeAll(async () => {
  files = await bundleSource('authenticator');
});
test.beforeEach(async () => {
  aws = await createBuiltLocalAws({
    users: [ada],
    client: { authFlows: ['USER_SRP_AUTH', 'USER_AUTH', 'REFRESH_TOKEN_AUTH'] },
    pool: {
      firstFactors: ['PASSWORD', 'WEB_AUTHN'],
      webAuthn: { relyingPartyId: 'localhost', userVerification: 'preferred', factor: 'SINGLE_FACTOR' },
    },
  });
});

async function open(page: Page, options: { address?: string; isBlocked?: (path: string) => boolean } = {}) {
  const { userPoolId, clientId } = aws.config;
  const address = `?pool=${userPoolId}&client=${clientId}${options.address ?? ''}`;
  await openSource(page, 'authenticator', files, { ...options, aws, address });
}

const heading = (page: Page, name: string) => expect(page.getByRole('heading', { name })).toBeVisible();

test('sign-up: a reload at the code step returns to it, and the code leads into the app', async ({
  page,
}) => {
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
  const storedText = await page.evaluate(() =>
    [sessionStorage, localStorage].flatMap((store) => Object.entries<string>(store)).join('\n'),
  );
  expect(storedText).toContain('hedy');
  expect(storedText).not.toContain('hopping');
  await page.getByLabel('Code', { exact: true }).fill(await aws.outbox.code('hedy@example.com'));
  await heading(page, 'Enter your password');
  await page.getByLabel('Password', { exact: true }).fill('Frequency-hopping-5');
  await page.getByRole('button', { name: 'Sign in' }).click();
  await expect(page.getByText('Inside')).toBeVisible();
});

test('password reset: a reload at the code step returns to it, and another tab starts at the sign-in', async ({
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

test('lazy views: a view whose script fails to load shows an error, and the next click loads it', async ({
  page,
}) => {
  let isDown = true;
  await open(page, { isBlocked: (path) => isDown && path.startsWith('/lazy-views-') });
  await page.getByRole('button', { name: 'Create an account' }).click();
  await expect(page.getByRole('alert')).toContainText('Check your connection and try again');
  await heading(page, 'Sign in');
  isDown = false;
  await page.getByRole('button', { name: 'Create an account' }).click();
  await heading(page, 'Create your account');
});

test.describe('rule 12 (passkeys): passkey autofill in the user name field', () => {
  /** Returns to the page as a user who has signed in before and has a passkey on this device. */
  async function returnWithPasskey(page: Page, { isPicked }: { isPicked: boolean }) {
    const authenticator = await addVirtualAuthenticator(page);
    await open(page, { address: '&flow=choice' });
    await heading(page, 'Sign in');
    await page.evaluate(async ({ username, password }) => {
      const { kit, cognito } = globalThis as unknown as { kit: typeof Kit; cognito: Kit.Cognito };
      await kit.createSignInFlow(cognito, { authFlow: 'USER_SRP_AUTH' }).start({ username, password });
      await kit.registerPasskey(cognito);
      await cognito.signOut();
    }, ada);
    // The device answers the autofill request at once with `isPicked`, and leaves it waiting otherwise.
    await authenticator.setTouched(isPicked);
    await page.reload();
    return authenticator;
  }

  test('passkey autofill: picking the passkey signs the user in without typing or pressing anything', async ({
    page,
  }) => {
    await returnWithPasskey(page, { isPicked: true });
    await expect(page.getByText('Inside')).toBeVisible();
  });

  test('passkey autofill: while it waits, the user can submit the name and then ask for a passkey', async ({
    page,
  }) => {
    const authenticator = await returnWithPasskey(page, { isPicked: false });
    const name = page.locator('input[name=username]');
    await expect(name).toHaveValue('ada');
    await expect(name).toHaveAttribute('autocomplete', 'username webauthn');
    await page.getByRole('button', { name: 'Continue' }).click();
    await page.getByRole('button', { name: 'Passkey' }).click();
    await heading(page, 'Use your passkey');
    await authenticator.setTouched(true);
    await page.getByRole('button', { name: 'Use passkey' }).click();
    await expect(page.getByText('Inside')).toBeVisible();
  });
});
