/**
 * Makes one module of the model, the kit and the local AWS. So its imports are there at once, also those that the kit
 * leaves until they are needed, and no loading comes between two steps; Web Crypto is the model's; and a mutant can be
 * made of the kit without touching it.
 */
import { mkdir, readFile, rm } from 'node:fs/promises';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { build, type Plugin } from 'esbuild';
import type * as Model from './run.ts';

/** One place of the kit, told otherwise. */
export interface Edit {
  /** Under src. */
  file: string;
  find: string;
  replace: string;
}

const root = fileURLToPath(new URL('../..', import.meta.url));

/** Fails where the kit has changed, so that no mutant goes on without its mutation. */
export async function edited(path: string, edits: readonly Edit[]): Promise<string> {
  let source = await readFile(path, 'utf8');
  for (const { file, find, replace } of edits) {
    if (source.split(find).length !== 2)
      throw new Error(`src/${file} does not hold this once, so the mutant cannot be made: ${find}`);
    source = source.replace(find, () => replace);
  }
  return source;
}

const mutating = (edits: readonly Edit[]): Plugin => ({
  name: 'mutation',
  setup(builder) {
    const files = new Set(edits.map(({ file }) => `${root}src/${file}`));
    const made = new Set<string>();
    builder.onLoad({ filter: /\/src\/.*\.ts$/ }, async ({ path }) => {
      if (!files.has(path)) return undefined;
      made.add(path);
      const own = edits.filter(({ file }) => path === `${root}src/${file}`);
      return { contents: await edited(path, own), loader: 'ts' };
    });
    builder.onEnd(() => {
      for (const file of files) if (!made.has(file)) throw new Error(`the model does not use ${file}`);
    });
  },
});

export async function bundleModel(name: string, edits: readonly Edit[] = []): Promise<typeof Model> {
  const directory = `${root}node_modules/.cache/model`;
  await mkdir(directory, { recursive: true });
  const outfile = `${directory}/${name}-${process.pid}.mjs`;
  await build({
    entryPoints: [`${root}test/model/run.ts`],
    absWorkingDir: root,
    bundle: true,
    format: 'esm',
    platform: 'browser',
    target: 'node20',
    external: ['node:*'],
    inject: [`${root}test/model/world/crypto.ts`],
    plugins: [mutating(edits)],
    outfile,
    logLevel: 'silent',
  });
  try {
    return (await import(/* @vite-ignore */ pathToFileURL(outfile).href)) as typeof Model;
  } finally {
    await rm(outfile);
  }
}
