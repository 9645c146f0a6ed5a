// @ts-check
/**
 * `npm run shots`: saves a screenshot of every story to shots/, in light, dark, right to left, at 320 px and in forced
 * colors, from the static Storybook. Fails if a story does not finish or axe reports a violation. Arguments filter:
 * `npm run shots -- sign-in dark`. `--built` uses the existing Storybook build.
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

/** The looks, with Storybook's `globals` query parameter. */
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

const args = process.argv.slice(2);
const lookNames = args.filter((word) => word in looks);
const words = args.filter((word) => !(word in looks) && !word.startsWith('--'));

if (!args.includes('--built')) {
  const build = spawnSync(
    process.execPath,
    [`${root}node_modules/storybook/dist/bin/dispatcher.js`, 'build', '--quiet', '-o', site],
    { cwd: root, stdio: 'inherit' },
  );
  if (build.status !== 0) throw new Error('The build of the static Storybook failed: see above.');
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
let saved = 0;
/** @type {string[]} */
const failed = [];

/** Waits until a story and its play function have ended, and returns Storybook's phase. @param {import('playwright').Page} page @returns {Promise<string>} */
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

/** Returns axe's violations as rule and element. @param {import('playwright').Page} page @param {string} look @returns {Promise<string[]>} */
async function findings(page, look) {
  await page.addScriptTag({ path: axe });
  return page.evaluate(async (contrast) => {
    const run = /** @type {any} */ (globalThis).axe.run;
    // Rules as in Storybook: a component needs no landmarks. In forced colors the system chooses the contrast.
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
    saved += 1;
  } catch (error) {
    failed.push(`${look} ${id}: ${error instanceof Error ? error.message.split('\n')[0] : 'no screenshot'}`);
  } finally {
    await page.close();
  }
}

if (words.length === 0 && lookNames.length === 0) rmSync(folder, { recursive: true, force: true });
const jobs = (lookNames.length > 0 ? lookNames : Object.keys(looks)).flatMap((look) =>
  stories.map((id) => () => shoot(look, id)),
);
const worker = async () => {
  for (let job = jobs.shift(); job; job = jobs.shift()) await job();
};
await Promise.all([worker(), worker(), worker()]);
await browser.close();
server.close();

console.log(`${saved} screenshots in shots/, in ${Math.round((Date.now() - started) / 1000)} s`);
for (const line of failed) console.log(`  failed: ${line}`);
if (failed.length > 0) process.exitCode = 1;
