// @ts-check
/**
 * `npm run shots`: a picture of every story, in light, dark, right to left and on 320 px, from the static Storybook into
 * shots/, for looking at. Arguments narrow it down: `npm run shots -- sign-in dark`.
 */
import { spawnSync } from 'node:child_process';
import { createReadStream, existsSync, mkdirSync, readFileSync, rmSync } from 'node:fs';
import { createServer } from 'node:http';
import { extname, join, normalize } from 'node:path';
import { fileURLToPath } from 'node:url';
import { chromium } from 'playwright';
import { launchOptions } from './browser.mjs';

const root = fileURLToPath(new URL('..', import.meta.url));
const site = join(root, 'storybook-static');
const folder = join(root, 'shots');

/** As Storybook's address takes them. */
const looks = {
  light: { globals: 'theme:light', viewport: { width: 560, height: 760 } },
  dark: { globals: 'theme:dark', viewport: { width: 560, height: 760 } },
  rtl: { globals: 'theme:light;direction:rtl', viewport: { width: 560, height: 760 } },
  narrow: { globals: 'theme:light', viewport: { width: 320, height: 640 } },
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
      if (!file.startsWith(site) || !existsSync(file)) return void response.writeHead(404).end();
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

/** @param {string} look @param {string} id */
async function shoot(look, id) {
  const { globals, viewport } = looks[/** @type {keyof typeof looks} */ (look)];
  const page = await browser.newPage({ viewport, reducedMotion: 'reduce' });
  try {
    await page.goto(`http://localhost:${port}/iframe.html?id=${id}&viewMode=story&globals=${globals}`);
    // Storybook says on the body when a story and its play function are through.
    await page.waitForFunction(
      () => {
        const { preview } = /** @type {any} */ (globalThis).__STORYBOOK_PREVIEW__
          ? { preview: /** @type {any} */ (globalThis).__STORYBOOK_PREVIEW__ }
          : { preview: undefined };
        const phase = preview?.currentRender?.phase;
        return phase === 'finished' || phase === 'completed' || phase === 'errored' || phase === 'aborted';
      },
      undefined,
      { timeout: 30_000 },
    );
    const phase = await page.evaluate(
      () => /** @type {any} */ (globalThis).__STORYBOOK_PREVIEW__.currentRender.phase,
    );
    if (phase === 'errored' || phase === 'aborted') failed.push(`${look} ${id}: ${phase}`);
    mkdirSync(join(folder, look), { recursive: true });
    await page.screenshot({ path: join(folder, look, `${id}.png`), fullPage: true });
    taken += 1;
  } catch (error) {
    failed.push(`${look} ${id}: ${error instanceof Error ? error.message.split('\n')[0] : error}`);
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
