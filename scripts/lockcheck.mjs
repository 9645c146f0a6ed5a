// @ts-check
/** Fails when the lockfile lacks an optional (native) package that a locked package names: npm drops those silently. */
import { readFileSync } from 'node:fs';

/** @type {Record<string, { version?: string, optionalDependencies?: Record<string, string> }>} */
const packages = JSON.parse(readFileSync(process.argv[2] ?? 'package-lock.json', 'utf8')).packages;

/** Searches as Node does: the folder's node_modules, then each one above. */
const isLocked = (/** @type {string} */ from, /** @type {string} */ name) => {
  for (let folder = from; ;) {
    if (packages[`${folder ? `${folder}/` : ''}node_modules/${name}`]) return true;
    if (!folder) return false;
    const end = folder.lastIndexOf('/node_modules/');
    folder = end < 0 ? '' : folder.slice(0, end);
  }
};

for (const [path, { version, optionalDependencies = {} }] of Object.entries(packages)) {
  const missing = Object.keys(optionalDependencies).filter((name) => !isLocked(path, name));
  if (missing.length === 0) continue;
  console.log(
    `${path}@${version}: the lockfile lacks ${missing.length} optional packages: ${missing.slice(0, 4).join(' ')}`,
  );
  process.exitCode = 1;
}
