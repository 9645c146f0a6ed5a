/** Finds, reads and checks a config: TypeScript or an ES module whose default export is one, or JSON. */
import { existsSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { refuseMistakes } from '../config/setup-mistakes.ts';
import type { LocalAwsOptions } from '../local-aws/local-aws.ts';

/** Looked for, in this order, where no `--config` is given. */
export const configNames = [
  'cognito-kit-local.config.ts',
  'cognito-kit-local.config.mts',
  'cognito-kit-local.config.mjs',
  'cognito-kit-local.config.js',
  'cognito-kit-local.config.json',
] as const;

/** The first of `configNames` that is in a directory. */
export const findConfigFile = (dir: string): string | undefined =>
  configNames.map((name) => join(dir, name)).find((path) => existsSync(path));

/**
 * Node 20 strips no types, so TypeScript goes through jiti, whichever Node it is. A config that was made by `npx` has no
 * cognito-kit-local beside it to import `defineLocalAws` from: it gets this one.
 */
async function loadTypeScript(path: string): Promise<unknown> {
  const { createJiti } = await import('jiti');
  const self = (name: string) => fileURLToPath(new URL(name, import.meta.url));
  const index = ['../index.js', '../index.mjs', '../index.ts'].map(self).find((file) => existsSync(file));
  const jiti = createJiti(pathToFileURL(path).href, {
    fsCache: false,
    moduleCache: false,
    ...(index !== undefined && { alias: { 'cognito-kit-local': index } }),
  });
  return jiti.import(path, { default: true });
}

async function load(path: string): Promise<unknown> {
  if (/\.json$/i.test(path)) return JSON.parse(await readFile(path, 'utf8')) as unknown;
  if (/\.[cm]?ts$/.test(path)) return loadTypeScript(path);
  if (!/\.[cm]?js$/.test(path)) throw new Error('its name must end with .ts, .mts, .js, .mjs or .json');
  const config = ((await import(pathToFileURL(path).href)) as { default?: unknown }).default;
  if (config === undefined) throw new Error('it has no default export; write export default { … }');
  return config;
}

/** Rejects with every mistake, each named with its path. */
export async function readConfigFile(file: string): Promise<LocalAwsOptions> {
  let options: unknown;
  try {
    options = await load(resolve(file));
  } catch (cause) {
    const why = cause instanceof Error ? cause.message : String(cause);
    throw new Error(`--config ${file} can not be read: ${why}`, { cause });
  }
  refuseMistakes(options, `--config ${file}`);
  return options as LocalAwsOptions;
}
