/**
 * Bundles the model, the kit and the local AWS into one module. All imports load at once, lazy ones included, so no
 * loading happens between two steps. The model's Web Crypto replaces the global one. Edits can make a mutant of the kit.
 */
import { mkdir, readFile, rm } from 'node:fs/promises';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { build, type Plugin } from 'esbuild';
import type * as Model from './run.ts';

/** A replacement in the kit's source. */
export interface Edit {
  /** The path under src. */
  file: string;
  find: string;
  replace: string;
}

const root = fileURLToPath(new URL('../..', import.meta.url));

/** Applies the edits. Throws if a text does not occur exactly once, so that no mutant runs without its mutation. */
export async function edited(path: string, edits: readonly Edit[]): Promise<string> {
  let source = await readFile(path, 'utf8');
  for (const { file, find, replace } of edits) {
    if (source.split(find).length !== 2)
      throw new Error(
        `Cannot make the mutant: src/${file} does not contain this text exactly once. Update the edit: ${find}`,
      );
    source = source.replace(find, () => replace);
  }
  return source;
}

const mutating = (edits: readonly Edit[]): Plugin => ({
  name: 'mutation',
  setup(builder) {
    const files = new Set(edits.map(({ file }) => `${root}src/${file}`));
    const editedFiles = new Set<string>();
    builder.onLoad({ filter: /\/src\/.*\.ts$/ }, async ({ path }) => {
      if (!files.has(path)) return undefined;
      editedFiles.add(path);
      const own = edits.filter(({ file }) => path === `${root}src/${file}`);
      return { contents: await edited(path, own), loader: 'ts' };
    });
    builder.onEnd(() => {
      for (const file of files)
        if (!editedFiles.has(file))
          throw new Error(`Cannot make the mutant: the model does not import src/${file}.`);
    });
  },
});

/** Builds and imports the model, with the edits applied to the kit. */
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
    inject: [`${root}test/model/simulation/crypto.ts`],
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
