// @ts-check
/**
 * `npm test`: runs every check and prints one closing line.
 * --quick runs types, lint, words, architecture and unit tests. --long adds twenty times the random cases, each browser test
 * three times, and Storybook's static build.
 */
import { spawnSync } from 'node:child_process';
import { mkdirSync, readFileSync, rmSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { installMissing } from './install.mjs';

const root = fileURLToPath(new URL('..', import.meta.url));
const quick = process.argv.includes('--quick');
const long = process.argv.includes('--long');
const total = { passed: 0, failed: 0, skipped: 0 };
/** @type {string[]} */
const failures = [];
const tallyFile = `${root}node_modules/.cache/tally.json`;

/** Runs a program. A test runner reports its counts in the tally file; any other program counts as one check. */
const run = (/** @type {string} */ name, /** @type {string} */ program, /** @type {string[]} */ args) => {
  const start = Date.now();
  console.log(`\n── ${name}`);
  rmSync(tallyFile, { force: true });
  const { status } = spawnSync(process.execPath, [`${root}node_modules/${program}`, ...args], {
    cwd: root,
    stdio: ['ignore', 'inherit', 'inherit'],
    env: { ...process.env, TALLY_FILE: tallyFile, ...(long ? { LONG: '1' } : {}) },
  });
  const ok = status === 0;
  const count = readTally() ?? { passed: ok ? 1 : 0, failed: ok ? 0 : 1, skipped: 0 };
  if (!ok && count.failed === 0) count.failed = 1;
  for (const key of /** @type {const} */ (['passed', 'failed', 'skipped'])) total[key] += count[key];
  if (!ok || count.failed > 0) failures.push(name);
  console.log(`── ${name}: ${ok ? 'ok' : 'FAILED'} in ${((Date.now() - start) / 1000).toFixed(1)} s`);
  return ok;
};

const readTally = () => {
  try {
    return /** @type {typeof total} */ (JSON.parse(readFileSync(tallyFile, 'utf8')));
  } catch {
    return undefined;
  }
};

const vitest = (/** @type {string} */ name, /** @type {string[]} */ ...projects) =>
  run(name, 'vitest/vitest.mjs', ['run', ...projects.flatMap((project) => ['--project', project])]);

installMissing();
mkdirSync(`${root}node_modules/.cache`, { recursive: true });
run('types', 'typescript/bin/tsc', []);
run('lint', 'oxlint/bin/oxlint', ['--type-aware', '--deny-warnings']);
run('format', 'oxfmt/bin/oxfmt', ['--check']);
run('words', '../scripts/words.mjs', []);
if (quick) {
  vitest('architecture and unit tests', 'architecture', 'unit', 'dom');
} else {
  run('lockfile', '../scripts/lockcheck.mjs', []);
  const browser = run('browser', '../scripts/browser.mjs', []);
  if (run('build', 'rollup/dist/bin/rollup', ['-c', '--silent'])) {
    run('package: publint', 'publint/src/cli.js', ['--strict']);
    run('package: types', '@arethetypeswrong/cli/dist/index.js', [
      '--pack',
      '.',
      '--profile',
      'esm-only',
      '--quiet',
    ]);
    run('size gates', '../scripts/size.mjs', []);
    run('public API', '../scripts/api.mjs', []);
    // Runs all projects at once, so that both cores stay busy while the longest file runs.
    vitest(
      'tests in Node',
      'architecture',
      'unit',
      'dom',
      'dom-react-18',
      'local',
      'types',
      'package',
      'flows',
      'heap',
      'model',
      'conformance',
    );
    if (browser) {
      vitest('stories', 'stories');
      run('browser tests', '@playwright/test/cli.js', ['test', ...(long ? ['--repeat-each', '3'] : [])]);
      // Builds Storybook, then plays each story in every look, with axe.
      if (long) run('static Storybook', '../scripts/shots.mjs', []);
    }
  }
}

if (failures.length > 0) console.log(`\nFailed: ${failures.join(', ')}`);
console.log(`\n${total.passed} passed, ${total.failed} failed, ${total.skipped} skipped`);
process.exitCode = total.failed > 0 ? 1 : 0;
