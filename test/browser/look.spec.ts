/** What the page around can rely on: its policies are kept, nothing jumps, nothing flashes. */
import type { createLocalAws, LocalAws } from 'cognito-kit-local';
import { fileURLToPath } from 'node:url';
import { TOTP } from 'otpauth';
import { expect, test as base, type Page } from './harbor.ts';
import { openOwnPage, ORIGIN } from './own-page.ts';

const built = fileURLToPath(new URL('../../local/dist/index.js', import.meta.url));
const ada = { username: 'ada', email: 'ada@example.com', password: 'Correct-horse-1' };
const grace = {
  username: 'grace',
  email: 'grace@example.com',
  password: 'Battery-staple-2',
  totp: 'JBSWY3DPEHPK3PXPJBSWY3DPEHPK3PXP',
};

const test = base.extend<{ pool: LocalAws }>({
  /** Ada has to set up an authenticator app, Grace has one. */
  // oxlint-disable-next-line no-empty-pattern -- Playwright reads what a fixture needs out of this pattern
  async pool({}, provide) {
    const local = (await import(built)) as { createLocalAws: typeof createLocalAws };
    await provide(
      local.createLocalAws({
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
/** https://web.dev/articles/strict-csp and https://www.w3.org/TR/trusted-types/ at their strictest. */
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

const look = (aws: LocalAws) => ({
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

/** Violations and layout shifts, each with what it was about. */
const observe = (page: Page) =>
  page.addInitScript(() => {
    const seen = { violations: [] as string[], shifts: [] as { value: number; what: string[] }[] };
    Object.assign(globalThis, { seen });
    document.addEventListener('securitypolicyviolation', (event) =>
      seen.violations.push(`${event.effectiveDirective}: ${event.blockedURI} ${event.sample}`),
    );
    new PerformanceObserver((list) => {
      for (const entry of list.getEntries()) {
        const { value, sources } = entry as unknown as { value: number; sources: { node?: Element }[] };
        const what = sources.map(({ node }) => node?.className ?? 'gone');
        seen.shifts.push({ value, what });
      }
    }).observe({ type: 'layout-shift', buffered: true });
  });

interface Seen {
  violations: string[];
  shifts: { value: number; what: string[] }[];
}
const seen = (page: Page) => page.evaluate(() => (globalThis as unknown as { seen: Seen }).seen);

const button = (page: Page) =>
  page.locator('.ck-button[type=submit]').evaluate(async (element) => {
    // Where it comes to rest: a step slides in.
    await Promise.all(document.getAnimations().map(({ finished }) => finished));
    const { backgroundColor, borderRadius } = getComputedStyle(element);
    const { x, y, width, height } = element.getBoundingClientRect();
    return { backgroundColor, borderRadius, x, y, width, height };
  });

const at = (page: Page, step: string) =>
  expect(page.locator(`.ck[data-step="${step}"] .ck-step`)).toBeVisible();

async function enterPassword(page: Page, { username, password }: typeof ada) {
  await page.locator('input[name=username]').fill(username);
  await page.locator('button[type=submit]').click();
  await at(page, 'password');
  await page.locator('input[name=password]').fill(password);
  await page.locator('button[type=submit]').click();
}

test('fault 94: a strict CSP with Trusted Types sees no violation, from a server’s HTML to signed in', async ({
  page,
  pool,
}) => {
  await observe(page);
  const { start } = await openOwnPage(page, look(pool));
  await start();
  await enterPassword(page, ada);
  await expect(
    page.locator('.ck[data-step=setUpMfa] .ck-step, .ck[data-step=setUpTotp] .ck-step'),
  ).toBeVisible();
  if (await page.locator('.ck[data-step=setUpMfa]').isVisible())
    await page.getByRole('button', { name: /authenticator app/i }).click();
  await at(page, 'setUpTotp');
  await expect(page.locator('.ck-qr[data-state=ready]')).toBeVisible();
  expect((await button(page)).backgroundColor).toBe('rgb(91, 33, 182)');
  const secret = (await page.locator('.ck-secret').textContent())?.replaceAll(' ', '') ?? '';
  await page.locator('input[name=code]').fill(new TOTP({ secret }).generate()); // sends itself
  await at(page, 'signedIn');
  expect((await seen(page)).violations).toEqual([]);
});

test('nothing flashes at hydration: the server’s elements stay, with the look that they had', async ({
  page,
  pool,
}) => {
  await observe(page);
  const { start } = await openOwnPage(page, look(pool));
  const before = await button(page);
  expect(before).toMatchObject({ backgroundColor: 'rgb(91, 33, 182)', borderRadius: '4px' });
  const rendered = await page.locator('.ck-button[type=submit]').elementHandle();
  await start();
  await page.locator('input[name=username]').fill('ada');
  expect(await button(page)).toEqual(before);
  expect(await rendered?.evaluate((element) => element.isConnected)).toBe(true);
  expect(await seen(page)).toEqual({ violations: [], shifts: [] });
});

test('nothing jumps from step to step: the card hangs where it hung', async ({ page, pool }) => {
  await observe(page);
  const { start } = await openOwnPage(page, look(pool));
  await start();
  const top = () =>
    page.evaluate(() =>
      ['.ck-card', '.ck-heading'].map((name) => document.querySelector(name)?.getBoundingClientRect().top),
    );
  await at(page, 'identifier');
  const first = await top();
  await enterPassword(page, grace);
  await at(page, 'totp');
  expect(await top()).toEqual(first);
  await page.locator('input[name=code]').fill(new TOTP({ secret: grace.totp }).generate());
  await at(page, 'signedIn');
  expect(await top()).toEqual(first);
  const { shifts } = await seen(page);
  expect(
    shifts.reduce((sum, { value }) => sum + value, 0),
    JSON.stringify(shifts),
  ).toBeLessThan(0.001);
});
