// @ts-check
/**
 * Compares the public API of the build with docs/api/*.api.md, so that changes for users show in review. Fails if a report
 * differs. `npm run api` (`--write`) writes the reports again.
 */
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { join } from 'node:path';
import {
  Extractor,
  ExtractorConfig,
  ExtractorLogLevel,
  ExtractorMessageCategory,
} from '@microsoft/api-extractor';

const root = fileURLToPath(new URL('..', import.meta.url));
const write = process.argv.includes('--write');
const reports = join(root, 'docs/api');

/** The name of each report, its package's folder and the entry's declarations. */
const entries = /** @type {const} */ ([
  ['cognito-kit', '.', 'dist/index.d.ts'],
  ['cognito-kit-core', '.', 'dist/core.d.ts'],
  ['cognito-kit-s3', '.', 'dist/s3.d.ts'],
  ['cognito-kit-server', '.', 'dist/server.d.ts'],
  ['cognito-kit-storage', '.', 'dist/storage.d.ts'],
  ['cognito-kit-identity-js', '.', 'dist/identity-js.d.ts'],
  ['cognito-kit-local', 'local', 'local/dist/index.d.ts'],
  ['cognito-kit-local-node', 'local', 'local/dist/node.d.ts'],
]);

/** The options of a strict consumer. The extractor's own TypeScript version is enough for declarations. */
const compilerOptions = {
  target: 'es2022',
  lib: ['es2023', 'dom', 'dom.iterable'],
  module: 'esnext',
  moduleResolution: 'bundler',
  jsx: 'react-jsx',
  strict: true,
  exactOptionalPropertyTypes: true,
  allowImportingTsExtensions: true,
  noEmit: true,
  skipLibCheck: true,
  types: ['node'],
};

const quiet = { default: { logLevel: ExtractorLogLevel.None } };

/** `cognito-kit` re-exports all of core. Its report names that line instead of listing core's declarations again. */
const CORE = /^export \* from '\.\/core\.(?:d\.)?[jt]s';\n/m;

/**
 * Copies an entry into `folder` without its re-export of core.
 * @param {string} entry @param {string} folder
 */
function withoutCore(entry, folder) {
  const text = readFileSync(join(root, entry), 'utf8');
  if (!CORE.test(text)) return join(root, entry);
  const copy = join(folder, 'index.d.ts');
  writeFileSync(copy, text.replace(CORE, '').replaceAll("from './", "from '../"));
  return copy;
}

/** @param {typeof entries[number]} entry @param {string} folder the folder that the report is written to */
function report([name, packageFolder, entry], folder) {
  const path = withoutCore(entry, folder);
  const config = ExtractorConfig.prepare({
    configObjectFullPath: undefined,
    packageJsonFullPath: join(root, packageFolder, 'package.json'),
    configObject: {
      projectFolder: root,
      mainEntryPointFilePath: path,
      newlineKind: 'lf',
      compiler: { overrideTsconfig: { compilerOptions, files: [path] } },
      apiReport: { enabled: true, reportFileName: name, reportFolder: folder, reportTempFolder: folder },
      docModel: { enabled: false },
      dtsRollup: { enabled: false },
      tsdocMetadata: { enabled: false },
      // Turns off checks of the comments' texts, which the linter and the reviewer do.
      messages: { extractorMessageReporting: quiet, tsdocMessageReporting: quiet },
    },
  });
  const { succeeded } = Extractor.invoke(config, {
    localBuild: true,
    // Hides the message about a new report: here every report is new.
    messageCallback: (message) => (message.handled = message.category === ExtractorMessageCategory.Console),
  });
  if (!succeeded) throw new Error(`API Extractor failed on ${entry}: see above.`);
  const text = readFileSync(join(folder, `${name}.api.md`), 'utf8');
  if (path === join(root, entry)) return text;
  return text.replace(
    '```ts\n',
    "```ts\n\nexport * from 'cognito-kit/core'; // see cognito-kit-core.api.md\n",
  );
}

const read = (/** @type {string} */ path) => {
  try {
    return readFileSync(path, 'utf8');
  } catch {
    return '';
  }
};

/** Returns the lines that only one text has, at most twenty of each. */
const difference = (/** @type {string} */ before, /** @type {string} */ now) => {
  const only = (/** @type {string} */ a, /** @type {string} */ b, /** @type {string} */ sign) => {
    const known = new Set(b.split('\n'));
    const lines = a.split('\n').filter((line) => !known.has(line));
    return lines.slice(0, 20).map((line) => `  ${sign} ${line}`);
  };
  return [...only(before, now, '-'), ...only(now, before, '+')].join('\n');
};

mkdirSync(reports, { recursive: true });
const folder = mkdtempSync(join(root, 'dist/api-'));
try {
  for (const entry of entries) {
    const path = join(reports, `${entry[0]}.api.md`);
    const [before, now] = [read(path), report(entry, folder)];
    if (before === now) continue;
    console.log(`docs/api/${entry[0]}.api.md ${write ? 'was written' : 'differs from the build'}:`);
    console.log(difference(before, now) || '  the same lines in another order');
    if (write) writeFileSync(path, now);
    else process.exitCode = 1;
  }
} finally {
  rmSync(folder, { recursive: true, force: true });
}
if (process.exitCode) {
  console.log('\nThe public API has changed. If this is intended, run `npm run api` and commit docs/api.');
}
