// @ts-check
/** Installs what the lockfile says where that has not been done. Imports nothing that would have to be installed. */
import { spawnSync } from 'node:child_process';
import { statSync } from 'node:fs';

const root = new URL('..', import.meta.url);
const modified = (/** @type {string} */ path) => {
  try {
    return statSync(new URL(path, root)).mtimeMs;
  } catch {
    return 0;
  }
};

/** `npm ci` when node_modules is absent or older than the lockfile. npm writes the hidden lockfile last. */
export function installMissing() {
  const [major = 0, minor = 0] = process.versions.node.split('.').map(Number);
  if (major < 20 || (major === 20 && minor < 19)) {
    throw new Error(
      `Node ${process.versions.node} is too old: the build needs 20.19 or newer. Install a current Node.js, then try again.`,
    );
  }
  if (modified('node_modules/.package-lock.json') >= modified('package-lock.json')) return;
  console.log('Installing what the lockfile says (npm ci) …');
  const npm = spawnSync('npm', ['ci', '--no-audit', '--no-fund', '--loglevel=error'], {
    cwd: root,
    stdio: ['ignore', 'inherit', 'inherit'],
    shell: process.platform === 'win32',
  });
  if (npm.status !== 0) throw new Error('npm ci failed: see above. Nothing was started.');
}
