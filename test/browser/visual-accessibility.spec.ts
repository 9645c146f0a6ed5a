/** Accessibility measured in Chromium, in every theme, light and dark: sizes, contrast, focus, forced colors, motion. */
import { expect, test, type Page } from '@playwright/test';
import { focusRing, measurePage } from './support/measure-page.ts';
import { stepView } from './support/page.ts';
import { bundleSource, openSource } from './support/source-page.ts';

let files: Awaited<ReturnType<typeof bundleSource>>;
test.beforeAll(async () => {
  files = await bundleSource('components');
});

const submit = (page: Page) => page.locator('.ck-form button[type=submit]').first().click();

/** Brings each view into the state with the most elements: errors, messages, an open menu. */
const views: Record<string, (page: Page) => Promise<void>> = {
  async signIn(page) {
    await submit(page); // all fields empty
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
    await expect(stepView(page, 'password')).toBeVisible();
    await page.locator('input[name=password]').fill(' Not-the-password-1');
    await submit(page);
    await expect(page.locator('.ck-message')).toBeVisible();
  },
  async factors(page) {
    await page.locator('input[name=username]').fill('ada');
    await submit(page);
    await expect(stepView(page, 'selectFactor')).toBeVisible();
  },
  async in(page) {
    await page.locator('.ck-avatar').click();
    await expect(page.locator('.ck-menu')).toBeVisible();
  },
};

async function open(page: Page, view: string, theme: string) {
  await openSource(page, 'components', files, { address: `?show=${view}&theme=${theme}` });
  await views[view]?.(page);
}

/** Tabs from the focused element to the last, checks each focus ring and returns the number of elements. */
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

const noFindings = { small: [], tiny: [], faint: [], unmarked: [], colourOnly: [] };

/** Returns whether the theme is tested in dark too. `npm run test:long` tests all of them in dark. */
const isTestedInDark = (theme: string) =>
  process.env['LONG'] !== undefined || /^(?:verdigris|brand)$/.test(theme);

for (const theme of ['verdigris', 'plain', 'highContrast', 'brandPanel', 'brand']) {
  for (const colorScheme of isTestedInDark(theme) ? (['light', 'dark'] as const) : (['light'] as const)) {
    test(`rule 13 (sizes, contrast): theme ${theme}, ${colorScheme}: targets, texts, borders and focus rings meet their minimum`, async ({
      page,
    }) => {
      await page.emulateMedia({ colorScheme, reducedMotion: 'reduce' });
      for (const view of Object.keys(views)) {
        await open(page, view, theme);
        const { targets, texts, ...findings } = await measurePage(page);
        expect({ view, ...findings }).toEqual({ view, ...noFindings });
        expect(targets).toBeGreaterThan(1);
        expect(texts).toBeGreaterThan(2);
      }
      await open(page, 'signUp', theme);
      await page.locator('input[name=username]').focus();
      expect(await tabThrough(page)).toBeGreaterThan(5);
    });
  }
}

test('brand panel: in a low window it is as tall as the form beside it', async ({ page }) => {
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

test('rule 13 (forced colors): every border and focus ring stays visible', async ({ page }) => {
  await page.emulateMedia({ forcedColors: 'active', reducedMotion: 'reduce' });
  for (const theme of ['verdigris', 'plain'])
    for (const view of ['signUp', 'choice'] as const) {
      await open(page, view, theme);
      const withoutBorder = await page.evaluate(() =>
        [
          ...document.querySelectorAll(
            '.ck .ck-input:not(.ck-check), .ck .ck-button, .ck .ck-message, .ck .ck-summary',
          ),
        ]
          .filter((one) => one.checkVisibility())
          .filter((one) => {
            const { borderTopWidth, borderTopStyle, borderTopColor } = getComputedStyle(one);
            // A transparent border counts as missing: the computed style does not say whether forced colors draw it.
            return (
              borderTopStyle !== 'solid' || borderTopWidth === '0px' || /^rgba\(.*, 0\)$/.test(borderTopColor)
            );
          })
          .map(({ className }) => className),
      );
      expect(withoutBorder).toEqual([]);
      await page.locator('.ck-form input:not([readonly])').first().focus();
      expect(await tabThrough(page)).toBeGreaterThan(2);
    }
});

test('rule 13 (reduced motion): nothing moves with reduced motion, and steps slide without it', async ({
  page,
}) => {
  /** Returns the properties that are animated within 1.5 s, while two steps appear and a request runs. */
  const animatedProperties = () =>
    page.evaluate(
      () =>
        new Promise<string[]>((resolve) => {
          const seen = new Set<string>();
          const end = performance.now() + 1500;
          const collect = () => {
            for (const { effect } of document.getAnimations())
              for (const frame of (effect as KeyframeEffect).getKeyframes())
                for (const name of Object.keys(frame))
                  if (!/^(?:offset|computedOffset|easing|composite)$/.test(name)) seen.add(name);
            if (performance.now() < end) requestAnimationFrame(collect);
            else resolve([...seen].toSorted());
          };
          collect();
        }),
    );
  const notMotion = ['backgroundColor', 'borderColor', 'opacity'];
  for (const reducedMotion of ['reduce', 'no-preference'] as const) {
    await page.emulateMedia({ reducedMotion });
    await openSource(page, 'components', files, { address: '?show=choice' });
    await page.locator('input[name=username]').fill('ada');
    const properties = animatedProperties();
    await submit(page);
    await expect(stepView(page, 'password')).toBeVisible();
    await page.locator('input[name=password]').fill('Not-the-password-1');
    await submit(page);
    const moves = (await properties).filter(
      (name) => !notMotion.some((one) => name.startsWith(one) || /^border.*Color$/.test(name)),
    );
    if (reducedMotion === 'reduce') expect(moves).toEqual([]);
    else expect(moves).toContain('translate');
  }
});
