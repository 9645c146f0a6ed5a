/** Reads and checks `--config FILE`: JSON, or an ES module whose default export is LocalAwsOptions. */
import { readFile } from 'node:fs/promises';
import { resolve } from 'node:path';
import { pathToFileURL } from 'node:url';
import type { LocalAwsOptions } from '../local-aws.ts';
import { refuseMistakes } from '../config/setup-mistakes.ts';

async function load(path: string): Promise<unknown> {
  if (/\.[cm]?js$/.test(path)) {
    return ((await import(pathToFileURL(path).href)) as { default?: unknown }).default;
  }
  return JSON.parse(await readFile(path, 'utf8')) as unknown;
}

/** Rejects with every mistake, each named with its path. */
export async function readConfigFile(file: string): Promise<LocalAwsOptions> {
  const path = resolve(file);
  let options: unknown;
  try {
    options = await load(path);
  } catch (cause) {
    const why = cause instanceof Error ? cause.message : String(cause);
    throw new Error(`--config ${file} can not be read: ${why}`, { cause });
  }
  refuseMistakes(options, `--config ${file}`);
  return options as LocalAwsOptions;
}
