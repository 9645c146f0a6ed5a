// @ts-check
/** Installs the lockfile's packages if they are missing or outdated. Imports no package, because none may be installed yet. */
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

/** Runs `npm ci` if node_modules is missing or older than the lockfile. npm writes its hidden lockfile last. */
export function installMissing() {
  const [major = 0, minor = 0] = process.versions.node.split('.').map(Number);
  if (major < 20 || (major === 20 && minor < 19)) {
    throw new Error(
      `Node ${process.versions.node} is too old: the build needs 20.19 or newer. Install a current Node.js, then try again.`,
    );
  }
  if (modified('node_modules/.package-lock.json') >= modified('package-lock.json')) return;
  console.log('Installing the packages of the lockfile (npm ci) …');
  const npm = spawnSync('npm', ['ci', '--no-audit', '--no-fund', '--loglevel=error'], {
    cwd: root,
    stdio: ['ignore', 'inherit', 'inherit'],
    shell: process.platform === 'win32',
  });
  if (npm.status !== 0) throw new Error('npm ci failed: see above. Nothing was started.');
}
