/** Finds, loads and checks a config file: TypeScript or an ES module with a default export, or JSON. */
import { existsSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { refuseMistakes } from '../config/setup-mistakes.ts';
import type { LocalAwsOptions } from '../local-aws/options.ts';

/** Names that are tried, in this order, without `--config`. */
export const configNames = [
  'cognito-kit-local.config.ts',
  'cognito-kit-local.config.mts',
  'cognito-kit-local.config.mjs',
  'cognito-kit-local.config.js',
  'cognito-kit-local.config.json',
] as const;

/** Returns the first file of `configNames` that exists in a directory. */
export const findConfigFile = (dir: string): string | undefined =>
  configNames.map((name) => join(dir, name)).find((path) => existsSync(path));

/**
 * Loads TypeScript through jiti, because Node 20 does not strip types. When the command runs by `npx`, the project
 * has no cognito-kit-local to import `defineLocalAws` from, so an alias points to this package.
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

/** Loads a config. Rejects with all its mistakes, each named with its path. */
export async function readConfigFile(file: string): Promise<LocalAwsOptions> {
  let options: unknown;
  try {
    options = await load(resolve(file));
  } catch (cause) {
    const why = cause instanceof Error ? cause.message : String(cause);
    throw new Error(`--config ${file} cannot be read: ${why}`, { cause });
  }
  refuseMistakes(options, `--config ${file}`);
  return options as LocalAwsOptions;
}
