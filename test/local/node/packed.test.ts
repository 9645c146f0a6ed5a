/** As a new user would: the packed tarball in an empty folder, `init`, and the config that it wrote. */
import { execFileSync, spawn, type ChildProcess } from 'node:child_process';
import { existsSync, mkdirSync, mkdtempSync, renameSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';

const root = process.cwd();
// Within node_modules, so that the dependencies are found above; the registry is not asked.
let folder = '';
let running: ChildProcess | undefined;
afterAll(() => {
  running?.kill('SIGKILL');
  if (folder !== '') rmSync(folder, { recursive: true, force: true });
});

/** Needs `npm run build`, and takes some seconds. */
describe.runIf(process.env['LONG'] && existsSync(join(root, 'local/dist/index.js')))(
  'the packed tarball',
  () => {
    it('works in an empty folder: init, then start', async () => {
      mkdirSync(join(root, 'node_modules/.cache'), { recursive: true });
      folder = mkdtempSync(join(root, 'node_modules/.cache/new-user-'));
      const packed = execFileSync('npm', ['pack', '--silent', '--pack-destination', folder], {
        cwd: join(root, 'local'),
        encoding: 'utf8',
      });
      execFileSync('tar', ['-xzf', packed.trim().split('\n').at(-1) ?? ''], { cwd: folder });
      mkdirSync(join(folder, 'node_modules'));
      renameSync(join(folder, 'package'), join(folder, 'node_modules/cognito-kit-local'));
      const work = join(folder, 'empty');
      mkdirSync(work);
      const command = join(folder, 'node_modules/cognito-kit-local/bin/cognito-kit-local.js');

      expect(execFileSync(process.execPath, [command, 'init'], { cwd: work, encoding: 'utf8' })).toContain(
        'Wrote cognito-kit-local.config.ts',
      );
      const child = spawn(process.execPath, [command, '--port', '0'], { cwd: work });
      running = child;
      const url = await new Promise<string>((resolve, reject) => {
        let out = '';
        const look = (chunk: Buffer) => {
          out += chunk.toString();
          const [, found] = /ready on (\S+)/.exec(out) ?? [];
          if (found !== undefined) resolve(found);
        };
        child.stdout.on('data', look);
        child.stderr.on('data', look);
        child.on('close', () => reject(new Error(out)));
      });
      const config = (await (await fetch(`${url}/_local/config`)).json()) as { buckets: string[] };
      expect(config.buckets).toEqual(['articles']);
    }, 60_000);
  },
);
