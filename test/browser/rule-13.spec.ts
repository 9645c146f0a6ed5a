/** Rule 13, measured in Chromium in every theme, light and dark: sizes, contrasts, focus, forced colours, still motion. */
import { expect, test, type Page } from '@playwright/test';
import { focusRing, measure } from './measure.ts';
import { bundleSource, openSource } from './source-page.ts';

let files: Awaited<ReturnType<typeof bundleSource>>;
test.beforeAll(async () => {
  files = await bundleSource('page-parts');
});

const submit = (page: Page) => page.locator('.ck-form button[type=submit]').first().click();
const at = (page: Page, step: string) =>
  expect(page.locator(`.ck[data-step="${step}"] .ck-step`)).toBeVisible();

/** Each with as much on it as there can be. */
const views: Record<string, (page: Page) => Promise<void>> = {
  async signIn(page) {
    await submit(page); // with nothing filled in
    await expect(page.locator('.ck-field-error')).toBeVisible();
  },
  async signUp(page) {
    await page.locator('input[name=password]').fill('abc');
    await submit(page);
    await expect(page.locator('.ck-summary')).toBeVisible();
  },
  async choice(page) {
    await page.locator('input[name=username]').fill('ada');
    await submit(page);
    await at(page, 'password');
    await page.locator('input[name=password]').fill(' Not-the-password-1');
    await submit(page);
    await expect(page.locator('.ck-message')).toBeVisible();
  },
  async factors(page) {
    await page.locator('input[name=username]').fill('ada');
    await submit(page);
    await at(page, 'selectFactor');
  },
  async in(page) {
    await page.locator('.ck-avatar').click();
    await expect(page.locator('.ck-menu')).toBeVisible();
  },
};

async function open(page: Page, view: string, theme: string) {
  await openSource(page, 'page-parts', files, { address: `?show=${view}&theme=${theme}` });
  await views[view]?.(page);
}

/** From what has the focus to the last; how many there were. */
async function tabThrough(page: Page) {
  for (let count = 0; count < 20; count += 1) {
    const ring = await focusRing(page);
    if (!ring) return count;
    expect(ring.width, ring.name).toBeGreaterThanOrEqual(2);
    expect(ring.contrast, ring.name).toBeGreaterThanOrEqual(3);
    await page.keyboard.press('Tab');
  }
  return 20;
}

const fine = { small: [], tiny: [], faint: [], unmarked: [], colourOnly: [] };

/** The dark of the other themes is looked at in `npm run test:long`. */
const inDark = (theme: string) => process.env['LONG'] !== undefined || /^(?:verdigris|brand)$/.test(theme);

for (const theme of ['verdigris', 'plain', 'highContrast', 'brandPanel', 'brand']) {
  for (const colorScheme of inDark(theme) ? (['light', 'dark'] as const) : (['light'] as const)) {
    test(`rule 13: ${theme}, ${colorScheme}: targets, texts, borders and focus are as large and as clear as they have to be`, async ({
      page,
    }) => {
      await page.emulateMedia({ colorScheme, reducedMotion: 'reduce' });
      for (const view of Object.keys(views)) {
        await open(page, view, theme);
        const { targets, texts, ...found } = await measure(page);
        expect({ view, ...found }).toEqual({ view, ...fine });
        expect(targets).toBeGreaterThan(1);
        expect(texts).toBeGreaterThan(2);
      }
      await open(page, 'signUp', theme);
      await page.locator('input[name=username]').focus();
      expect(await tabThrough(page)).toBeGreaterThan(5);
    });
  }
}

test('a brand panel is as tall as what stands beside it, in a window that is not', async ({ page }) => {
  await page.setViewportSize({ width: 1000, height: 400 });
  await open(page, 'signUp', 'brandPanel');
  const { panel, root } = await page
    .locator('.ck')
    .first()
    .evaluate((one) => ({
      panel: Number.parseFloat(getComputedStyle(one, '::before').height),
      root: one.getBoundingClientRect().height,
    }));
  expect(root).toBeGreaterThan(500);
  expect(panel).toBe(root);
});

test('rule 13: forced colours keep every border and the focus', async ({ page }) => {
  await page.emulateMedia({ forcedColors: 'active', reducedMotion: 'reduce' });
  for (const theme of ['verdigris', 'plain'])
    for (const view of ['signUp', 'choice'] as const) {
      await open(page, view, theme);
      const bare = await page.evaluate(() =>
        [
          ...document.querySelectorAll(
            '.ck .ck-input:not(.ck-check), .ck .ck-button, .ck .ck-message, .ck .ck-summary',
          ),
        ]
          .filter((one) => one.checkVisibility())
          .filter((one) => {
            const { borderTopWidth, borderTopStyle, borderTopColor } = getComputedStyle(one);
            // What is transparent is drawn there, and nothing is told of it but by the system's own colours.
            return (
              borderTopStyle !== 'solid' || borderTopWidth === '0px' || /^rgba\(.*, 0\)$/.test(borderTopColor)
            );
          })
          .map(({ className }) => className),
      );
      expect(bare).toEqual([]);
      await page.locator('.ck-form input:not([readonly])').first().focus();
      expect(await tabThrough(page)).toBeGreaterThan(2);
    }
});

test('rule 13: nothing moves for who wants no motion, and something does for the others', async ({
  page,
}) => {
  /** Every property that is animated while two steps come and a request runs. */
  const moving = () =>
    page.evaluate(
      () =>
        new Promise<string[]>((resolve) => {
          const seen = new Set<string>();
          const end = performance.now() + 1500;
          const look = () => {
            for (const { effect } of document.getAnimations())
              for (const frame of (effect as KeyframeEffect).getKeyframes())
                for (const name of Object.keys(frame))
                  if (!/^(?:offset|computedOffset|easing|composite)$/.test(name)) seen.add(name);
            if (performance.now() < end) requestAnimationFrame(look);
            else resolve([...seen].toSorted());
          };
          look();
        }),
    );
  const still = ['backgroundColor', 'borderColor', 'opacity'];
  for (const reducedMotion of ['reduce', 'no-preference'] as const) {
    await page.emulateMedia({ reducedMotion });
    await openSource(page, 'page-parts', files, { address: '?show=choice' });
    await page.locator('input[name=username]').fill('ada');
    const seen = moving();
    await submit(page);
    await at(page, 'password');
    await page.locator('input[name=password]').fill('Not-the-password-1');
    await submit(page);
    const moves = (await seen).filter(
      (name) => !still.some((one) => name.startsWith(one) || /^border.*Color$/.test(name)),
    );
    if (reducedMotion === 'reduce') expect(moves).toEqual([]);
    else expect(moves).toContain('translate');
  }
});
