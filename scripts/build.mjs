// @ts-check
/** Runs the rollup build of the kit, the local AWS or both. */
import { spawnSync } from 'node:child_process';
import { readdirSync, statSync } from 'node:fs';
import { fileURLToPath } from 'node:url';

const root = fileURLToPath(new URL('..', import.meta.url));

/** @param {'kit' | 'local'} [only] The part to build; both by default. */
export function build(only) {
  const args = ['node_modules/rollup/dist/bin/rollup', '-c', '--silent'];
  if (only) args.push('--environment', `ONLY:${only}`);
  const rollup = spawnSync(process.execPath, args, { cwd: root, stdio: ['ignore', 'inherit', 'inherit'] });
  if (rollup.status !== 0) throw new Error('The build failed: see above.');
}

/** Returns the time of the newest change in a folder, in milliseconds since 1970, or 0 if it does not exist. */
const newest = (/** @type {string} */ folder) => {
  try {
    return Math.max(
      0,
      ...readdirSync(folder, { recursive: true, withFileTypes: true })
        .filter((entry) => entry.isFile())
        .map((entry) => statSync(`${entry.parentPath}/${entry.name}`).mtimeMs),
    );
  } catch {
    return 0;
  }
};

/** Builds the local AWS unless its build is newer than its sources. */
export function buildLocalIfStale() {
  if (newest(`${root}local/dist`) < newest(`${root}local/src`)) build('local');
}
