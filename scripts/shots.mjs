// @ts-check
/**
 * `npm run shots`: a picture of every story, in light, dark, right to left, on 320 px and in forced colours, from the
 * static Storybook into shots/, for looking at. It fails for a story that does not play to its end, and for what axe
 * finds. Arguments narrow it down: `npm run shots -- sign-in dark`; `--built` takes the Storybook that is there.
 */
import { spawnSync } from 'node:child_process';
import { createReadStream, existsSync, mkdirSync, readFileSync, rmSync } from 'node:fs';
import { createServer } from 'node:http';
import { createRequire } from 'node:module';
import { extname, join, normalize } from 'node:path';
import { fileURLToPath } from 'node:url';
import { chromium } from 'playwright';
import { launchOptions } from './browser.mjs';

const axe = createRequire(import.meta.url).resolve('axe-core/axe.min.js');
const root = fileURLToPath(new URL('..', import.meta.url));
const site = join(root, 'storybook-static');
const folder = join(root, 'shots');

/** As Storybook's address takes them. */
const looks = {
  light: { globals: 'theme:light', viewport: { width: 560, height: 760 } },
  dark: { globals: 'theme:dark', viewport: { width: 560, height: 760 } },
  rtl: { globals: 'theme:light;direction:rtl', viewport: { width: 560, height: 760 } },
  narrow: { globals: 'theme:light', viewport: { width: 320, height: 640 } },
  forced: {
    globals: 'theme:light',
    viewport: { width: 560, height: 760 },
    forcedColors: /** @type {const} */ ('active'),
  },
};

const types = {
  '.html': 'text/html',
  '.js': 'text/javascript',
  '.mjs': 'text/javascript',
  '.css': 'text/css',
  '.json': 'application/json',
  '.svg': 'image/svg+xml',
  '.woff2': 'font/woff2',
};

const serve = () =>
  new Promise((resolve) => {
    const server = createServer((request, response) => {
      const path = normalize(new URL(request.url ?? '/', 'http://localhost').pathname);
      const file = join(site, path === '/' ? 'index.html' : path);
      if (!file.startsWith(site) || !existsSync(file)) {
        response.writeHead(404).end();
        return;
      }
      const type = types[/** @type {keyof typeof types} */ (extname(file))] ?? 'application/octet-stream';
      response.writeHead(200, { 'content-type': type });
      createReadStream(file).pipe(response);
    }).listen(0, 'localhost', () => resolve(server));
  });

const asked = process.argv.slice(2);
const named = asked.filter((word) => word in looks);
const words = asked.filter((word) => !(word in looks) && !word.startsWith('--'));

if (!asked.includes('--built')) {
  const build = spawnSync(
    process.execPath,
    [`${root}node_modules/storybook/dist/bin/dispatcher.js`, 'build', '--quiet', '-o', site],
    { cwd: root, stdio: 'inherit' },
  );
  if (build.status !== 0) throw new Error('The static Storybook was not built.');
}

/** @type {{ entries: Record<string, { id: string, type: string }> }} */
const { entries } = JSON.parse(readFileSync(join(site, 'index.json'), 'utf8'));
const stories = Object.values(entries)
  .filter(({ type, id }) => type === 'story' && words.every((word) => id.includes(word)))
  .map(({ id }) => id);

const server = await serve();
const { port } = server.address();
const browser = await chromium.launch(await launchOptions());
const started = Date.now();
let taken = 0;
/** @type {string[]} */
const failed = [];

/** Waits until a story and its play function are through. @param {import('playwright').Page} page @returns {Promise<string>} */
const phaseOf = async (page) =>
  (
    await page.waitForFunction(
      () => {
        // oxlint-disable-next-line no-underscore-dangle -- Storybook's name
        const { currentRender } = /** @type {any} */ (globalThis).__STORYBOOK_PREVIEW__ ?? {};
        const { phase } = currentRender ?? {};
        return ['finished', 'completed', 'errored', 'aborted'].includes(phase) ? phase : undefined;
      },
      undefined,
      { timeout: 60_000 },
    )
  ).jsonValue();

/** What axe says, by its rules' names. @param {import('playwright').Page} page @param {string} look @returns {Promise<string[]>} */
async function findings(page, look) {
  await page.addScriptTag({ path: axe });
  return page.evaluate(async (contrast) => {
    const run = /** @type {any} */ (globalThis).axe.run;
    // As Storybook has it: a component needs no landmarks. Forced colours are the system's own choice.
    const rules = { region: { enabled: false }, 'color-contrast': { enabled: contrast } };
    const { violations } = await run('#storybook-root', { rules });
    return violations.map((/** @type {{ id: string, nodes: { html: string }[] }} */ { id: rule, nodes }) =>
      [rule, nodes[0]?.html.slice(0, 100)].join(' '),
    );
  }, look !== 'forced');
}

/** @param {string} look @param {string} id */
async function shoot(look, id) {
  const { globals, ...context } = looks[/** @type {keyof typeof looks} */ (look)];
  const page = await browser.newPage({ ...context, reducedMotion: 'reduce' });
  try {
    await page.goto(`http://localhost:${port}/iframe.html?id=${id}&viewMode=story&globals=${globals}`);
    const phase = await phaseOf(page);
    if (phase !== 'finished' && phase !== 'completed') failed.push(`${look} ${id}: ${phase}`);
    for (const finding of await findings(page, look)) failed.push(`${look} ${id}: ${finding}`);
    mkdirSync(join(folder, look), { recursive: true });
    await page.screenshot({ path: join(folder, look, `${id}.png`), fullPage: true });
    taken += 1;
  } catch (error) {
    failed.push(`${look} ${id}: ${error instanceof Error ? error.message.split('\n')[0] : 'no picture'}`);
  } finally {
    await page.close();
  }
}

if (words.length === 0 && named.length === 0) rmSync(folder, { recursive: true, force: true });
const jobs = (named.length > 0 ? named : Object.keys(looks)).flatMap((look) =>
  stories.map((id) => () => shoot(look, id)),
);
const hand = async () => {
  for (let job = jobs.shift(); job; job = jobs.shift()) await job();
};
await Promise.all([hand(), hand(), hand()]);
await browser.close();
server.close();

console.log(`${taken} pictures in shots/, in ${Math.round((Date.now() - started) / 1000)} s`);
for (const line of failed) console.log(`  not as it should be: ${line}`);
if (failed.length > 0) process.exitCode = 1;
