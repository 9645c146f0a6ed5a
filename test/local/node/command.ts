/** Builds the command into a folder of its own, so that tests run it as a process. */
import { type ChildProcess, spawn } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { build } from 'esbuild';

const root = fileURLToPath(new URL('../../..', import.meta.url));

export interface Command {
  /** Lies in node_modules, so that packages outside the bundle resolve from there. */
  dir: string;
  run: (args: readonly string[], cwd?: string) => Run;
  remove: () => void;
}

export interface Run {
  process: ChildProcess;
  /** Resolves once the output matches, rejects if the process ends before that. */
  printed: (text: RegExp) => Promise<RegExpExecArray>;
  ended: Promise<{ code: number | null; out: string; err: string }>;
}

export async function buildCommand(): Promise<Command> {
  const dir = mkdtempSync(join(root, 'node_modules', '.cognito-kit-local-cli-'));
  const entry = join(root, 'local/src/node/run.mjs');
  const main = JSON.stringify(join(root, 'local/src/node/cli.ts'));
  await build({
    // The modules of the command lie in a folder under those of the index, as in the package.
    entryPoints: { index: join(root, 'local/src/index.ts'), 'node/cli': 'run' },
    plugins: [
      {
        name: 'run',
        setup(builder) {
          builder.onResolve({ filter: /^run$/ }, () => ({ path: entry, namespace: 'run' }));
          builder.onLoad({ filter: /.*/, namespace: 'run' }, () => ({
            contents: `import { main } from ${main}; process.exit(await main(process.argv.slice(2)));`,
            resolveDir: root,
          }));
        },
      },
    ],
    outdir: dir,
    outExtension: { '.js': '.mjs' },
    bundle: true,
    platform: 'node',
    format: 'esm',
    packages: 'external',
  });
  return {
    dir,
    run: (args, cwd = dir) => start(join(dir, 'node/cli.mjs'), args, cwd),
    remove: () => rmSync(dir, { recursive: true, force: true }),
  };
}

function start(command: string, args: readonly string[], cwd: string): Run {
  const child = spawn(process.execPath, [command, ...args], { cwd });
  let [out, err] = ['', ''];
  child.stdout.on('data', (chunk: Buffer) => (out += chunk.toString()));
  child.stderr.on('data', (chunk: Buffer) => (err += chunk.toString()));
  const ended = new Promise<{ code: number | null; out: string; err: string }>((resolve) =>
    child.on('close', (code) => resolve({ code, out, err })),
  );
  return {
    process: child,
    ended,
    printed: (text) =>
      new Promise((resolve, reject) => {
        const checkOutput = () => {
          const match = text.exec(out);
          if (match) resolve(match);
        };
        child.stdout.on('data', checkOutput);
        child.on('close', () => reject(new Error(`ended without ${text}: ${out}${err}`)));
        checkOutput();
      }),
  };
}
