/** The demo's layout fits narrow screens and large text, nothing covers its controls, and deleting a file moves the focus. */
import { expect, test, type Page } from './support/fixtures.ts';
import { fileOf, openPage, signIn } from './support/demo.ts';

/** Lists the elements that reach beyond the window's left or right edge, and the page itself if it scrolls sideways. */
const overflowing = (page: Page) =>
  page.evaluate(() => {
    const { clientWidth, scrollWidth } = document.documentElement;
    const elements = [...document.querySelectorAll('header *, nav *, main *')].filter((element) => {
      if (!element.checkVisibility() || element.closest('.visually-hidden')) return false;
      const { left, right, width } = element.getBoundingClientRect();
      return width > 1 && (left < -0.5 || right > clientWidth + 0.5);
    });
    return [
      ...(scrollWidth > clientWidth ? [`scrolls ${scrollWidth - clientWidth} px sideways`] : []),
      ...elements.map((element) => element.outerHTML.slice(0, 80)),
    ];
  });

/** Lists the controls whose text is cut off and the texts whose lines overlap. */
const unreadable = (page: Page) =>
  page.evaluate(() =>
    [...document.querySelectorAll<HTMLElement>('main p, main h1, main h2, .button, .nav a')]
      .filter((element) => element.checkVisibility())
      .filter((element) => {
        const { lineHeight, fontSize } = getComputedStyle(element);
        const overlapping = parseFloat(lineHeight) < parseFloat(fontSize);
        const cut = element.matches('.button, .nav a') && element.scrollWidth > element.clientWidth;
        return overlapping || cut;
      })
      .map((element) => element.outerHTML.slice(0, 80)),
  );

const pageNames = ['Notes', 'Identity', 'Gallery', 'Files'] as const;

for (const { width, text } of [
  { width: 320, text: 100 },
  { width: 360, text: 200 },
  { width: 760, text: 100 },
  { width: 768, text: 100 },
  { width: 768, text: 200 },
  { width: 846, text: 100 },
  { width: 960, text: 100 },
]) {
  test(`demo layout: every page fits a window of ${width} px with text at ${text} %`, async ({ page }) => {
    await page.setViewportSize({ width, height: 800 });
    await signIn(page);
    await page.addStyleTag({ content: `html { font-size: ${text}% !important; }` });
    await page.getByLabel('Choose a file').setInputFiles(fileOf('a-manifest-with-a-long-name.txt', 12));
    await page.getByRole('button', { name: /^Delete a-manifest/ }).click();
    for (const name of [undefined, ...pageNames]) {
      if (name) await openPage(page, name);
      await expect(page.locator('main h1')).toBeVisible();
      await expect(page.getByText('Loading…')).toHaveCount(0);
      expect(await overflowing(page), name ?? 'Files, deleting').toEqual([]);
      expect(await unreadable(page), name ?? 'Files, deleting').toEqual([]);
    }
  });
}

test('demo layout: the header and the navigation cover no control of a page that is scrolled to its end', async ({
  page,
}) => {
  for (const width of [320, 800, 1280]) {
    await page.setViewportSize({ width, height: 800 });
    await page.goto('/#/sign-in');
    await expect(page.getByLabel('Username or email')).toBeVisible();
    await page.evaluate(() => scrollTo(0, document.body.scrollHeight));
    const covered = await page.locator('main').evaluate(
      (main) =>
        [...main.querySelectorAll('a, button, input, summary')].filter((control) => {
          const { left, top, width: wide, height } = control.getBoundingClientRect();
          if (top < 0 || wide < 2) return false;
          const above = document.elementFromPoint(left + wide / 2, top + height / 2);
          return above?.closest('header, nav') !== null;
        }).length,
    );
    expect(covered, `${width} px`).toBe(0);
  }
});

test('deleting a file: a confirmation comes first, then the focus moves to the next file, or to the heading after the last', async ({
  page,
}) => {
  await signIn(page);
  for (const name of ['a.txt', 'b.txt']) {
    await page.getByLabel('Choose a file').setInputFiles(fileOf(name, 12));
    await expect(page.getByRole('button', { name: `Download ${name}` })).toBeVisible();
  }
  await expect(page.getByText('Uploaded 12 B.')).toBeVisible();

  await page.getByRole('button', { name: 'Delete a.txt' }).press('Enter');
  await expect(page.getByRole('button', { name: 'Delete for good? a.txt' })).toBeFocused();
  await page.getByRole('button', { name: 'Cancel' }).press('Enter');
  await expect(page.getByRole('button', { name: 'Delete a.txt' })).toBeFocused();
  await expect(page.getByRole('list', { name: 'Files' }).getByRole('listitem')).toHaveCount(2);

  await page.keyboard.press('Enter');
  await page.getByRole('button', { name: 'Delete for good? a.txt' }).press('Enter');
  await expect(page.getByRole('button', { name: 'Download b.txt' })).toBeFocused();
  await expect(page.getByText('Uploaded 12 B.'), 'the message about b.txt, which still exists').toBeVisible();

  await page.getByRole('button', { name: 'Delete b.txt' }).press('Enter');
  await page.getByRole('button', { name: 'Delete for good? b.txt' }).press('Enter');
  await expect(page.getByRole('heading', { name: 'Stored files' })).toBeFocused();
  await expect(page.getByText('Uploaded 12 B.')).toHaveCount(0);
});
