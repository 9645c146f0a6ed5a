// @ts-check
/** Fails when the lockfile lacks an optional (native) package that a locked package names: npm drops those silently. */
import { readFileSync } from 'node:fs';

/** @type {Record<string, { version?: string, optionalDependencies?: Record<string, string> }>} */
const packages = JSON.parse(readFileSync(process.argv[2] ?? 'package-lock.json', 'utf8')).packages;

/** Node's own search: the folder's node_modules, then each one above it. */
const isLocked = (/** @type {string} */ from, /** @type {string} */ name) => {
  for (let at = from; ;) {
    if (packages[`${at ? `${at}/` : ''}node_modules/${name}`]) return true;
    if (!at) return false;
    const up = at.lastIndexOf('/node_modules/');
    at = up < 0 ? '' : at.slice(0, up);
  }
};

for (const [path, { version, optionalDependencies = {} }] of Object.entries(packages)) {
  const missing = Object.keys(optionalDependencies).filter((name) => !isLocked(path, name));
  if (missing.length === 0) continue;
  console.log(`${path}@${version} lacks ${missing.length}: ${missing.slice(0, 4).join(' ')}`);
  process.exitCode = 1;
}
