/** The sign-in page obeys a strict Content Security Policy, hydrates without a flash and moves nothing between steps. */
import type { LocalAws } from 'cognito-kit-local';
import { expect, test as base, type Page } from './support/fixtures.ts';
import { createBuiltLocalAws } from './support/local-aws.ts';
import { stepView } from './support/page.ts';
import { ada, grace } from '../support/users.ts';
import { openServerRenderedPage, ORIGIN } from './support/server-rendered-page.ts';
import { totpCode } from '../support/codes.ts';

const test = base.extend<{ pool: LocalAws }>({
  /** A local AWS that requires MFA: Ada has to set up an authenticator app, Grace has one. */
  // oxlint-disable-next-line no-empty-pattern -- Playwright reads what a fixture needs out of this pattern
  async pool({}, provide) {
    await provide(
      await createBuiltLocalAws({
        users: [ada, grace],
        client: { authFlows: ['USER_SRP_AUTH', 'USER_AUTH', 'REFRESH_TOKEN_AUTH'] },
        pool: {
          mfa: 'ON',
          mfaMethods: ['SOFTWARE_TOKEN_MFA'],
        },
      }),
    );
  },
});

const NONCE = 'bm90LXZlcnktcmFuZG9t';
/** The strictest policy: https://web.dev/articles/strict-csp and https://www.w3.org/TR/trusted-types/ */
const policy = [
  `default-src 'none'`,
  `script-src 'self'`,
  `style-src 'self' 'nonce-${NONCE}'`,
  `connect-src 'self'`,
  `img-src data:`,
  `base-uri 'none'`,
  `form-action 'none'`,
  `require-trusted-types-for 'script'`,
  `trusted-types 'none'`,
].join('; ');

const pageOptions = (aws: LocalAws) => ({
  aws,
  headers: { 'content-security-policy': policy },
  config: { userPoolId: aws.config.userPoolId, clientId: aws.config.clientId, endpoint: ORIGIN },
  signIn: {
    layout: 'page' as const,
    appName: 'Harbor',
    nonce: NONCE,
    appearance: { variables: { accent: '#5b21b6', radius: '4px' } },
  },
});

/** Makes the page log policy violations and layout shifts, with the elements that shifted. */
const observe = (page: Page) =>
  page.addInitScript(() => {
    const log = { violations: [] as string[], shifts: [] as { value: number; classNames: string[] }[] };
    Object.assign(globalThis, { log });
    document.addEventListener('securitypolicyviolation', (event) =>
      log.violations.push(`${event.effectiveDirective}: ${event.blockedURI} ${event.sample}`),
    );
    new PerformanceObserver((list) => {
      for (const entry of list.getEntries()) {
        const { value, sources } = entry as unknown as { value: number; sources: { node?: Element }[] };
        const classNames = sources.map(({ node }) => node?.className ?? 'removed');
        log.shifts.push({ value, classNames });
      }
    }).observe({ type: 'layout-shift', buffered: true });
  });

interface PageLog {
  violations: string[];
  shifts: { value: number; classNames: string[] }[];
}
const readLog = (page: Page) => page.evaluate(() => (globalThis as unknown as { log: PageLog }).log);

/** Reads the look and the place of the submit button. */
const submitButton = (page: Page) =>
  page.locator('.ck-button[type=submit]').evaluate(async (element) => {
    // Waits for its final place: a step slides in.
    await Promise.all(document.getAnimations().map(({ finished }) => finished));
    const { backgroundColor, borderRadius } = getComputedStyle(element);
    const { x, y, width, height } = element.getBoundingClientRect();
    return { backgroundColor, borderRadius, x, y, width, height };
  });

async function enterPassword(page: Page, { username, password }: typeof ada) {
  await page.locator('input[name=username]').fill(username);
  await page.locator('button[type=submit]').click();
  await expect(stepView(page, 'password')).toBeVisible();
  await page.locator('input[name=password]').fill(password);
  await page.locator('button[type=submit]').click();
}

test('fault 94 (CSP): a strict policy with Trusted Types reports no violation from the server’s HTML to the signed-in page', async ({
  page,
  pool,
}) => {
  await observe(page);
  const { start } = await openServerRenderedPage(page, pageOptions(pool));
  await start();
  await enterPassword(page, ada);
  await expect(stepView(page, 'setUpMfa').or(stepView(page, 'setUpTotp'))).toBeVisible();
  if (await page.locator('.ck[data-step=setUpMfa]').isVisible())
    await page.getByRole('button', { name: /authenticator app/i }).click();
  await expect(stepView(page, 'setUpTotp')).toBeVisible();
  await expect(page.locator('.ck-qr[data-state=ready]')).toBeVisible();
  expect((await submitButton(page)).backgroundColor).toBe('rgb(91, 33, 182)');
  const secret = (await page.locator('.ck-secret').textContent())?.replaceAll(' ', '') ?? '';
  await page.locator('input[name=code]').fill(totpCode(secret)); // the sixth digit submits the form
  await expect(stepView(page, 'signedIn')).toBeVisible();
  expect((await readLog(page)).violations).toEqual([]);
});

test('hydration: the server’s elements stay in the page and do not change their look', async ({
  page,
  pool,
}) => {
  await observe(page);
  const { start } = await openServerRenderedPage(page, pageOptions(pool));
  const before = await submitButton(page);
  expect(before).toMatchObject({ backgroundColor: 'rgb(91, 33, 182)', borderRadius: '4px' });
  const rendered = await page.locator('.ck-button[type=submit]').elementHandle();
  await start();
  await page.locator('input[name=username]').fill('ada');
  expect(await submitButton(page)).toEqual(before);
  expect(await rendered?.evaluate((element) => element.isConnected)).toBe(true);
  expect(await readLog(page)).toEqual({ violations: [], shifts: [] });
});

test('layout: the card and its heading stay at the same height from step to step', async ({ page, pool }) => {
  await observe(page);
  const { start } = await openServerRenderedPage(page, pageOptions(pool));
  await start();
  const top = () =>
    page.evaluate(() =>
      ['.ck-card', '.ck-heading'].map((name) => document.querySelector(name)?.getBoundingClientRect().top),
    );
  await expect(stepView(page, 'identifier')).toBeVisible();
  const first = await top();
  await enterPassword(page, grace);
  await expect(stepView(page, 'totp')).toBeVisible();
  expect(await top()).toEqual(first);
  await page.locator('input[name=code]').fill(totpCode(grace.totp));
  await expect(stepView(page, 'signedIn')).toBeVisible();
  expect(await top()).toEqual(first);
  const { shifts } = await readLog(page);
  expect(
    shifts.reduce((sum, { value }) => sum + value, 0),
    JSON.stringify(shifts),
  ).toBeLessThan(0.001);
});
