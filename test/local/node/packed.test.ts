/** The packed tarball works for a new user: `init` in an empty folder, then a start with the config that it wrote. */
import { execFileSync, spawn, type ChildProcess } from 'node:child_process';
import { existsSync, mkdirSync, mkdtempSync, renameSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';

const root = process.cwd();
// The folder lies in node_modules, so that dependencies resolve from the parent folder, without the registry.
let folder = '';
let running: ChildProcess | undefined;
afterAll(() => {
  running?.kill('SIGKILL');
  if (folder !== '') rmSync(folder, { recursive: true, force: true });
});

/** Requires `npm run build`; takes some seconds. */
describe.runIf(process.env['LONG'] && existsSync(join(root, 'local/dist/index.js')))(
  'the packed tarball',
  () => {
    it('the packed command runs init and then starts in an empty folder', async () => {
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
        let output = '';
        const checkOutput = (chunk: Buffer) => {
          output += chunk.toString();
          const [, address] = /ready on (\S+)/.exec(output) ?? [];
          if (address !== undefined) resolve(address);
        };
        child.stdout.on('data', checkOutput);
        child.stderr.on('data', checkOutput);
        child.on('close', () => reject(new Error(output)));
      });
      const config = (await (await fetch(`${url}/_local/config`)).json()) as { buckets: string[] };
      expect(config.buckets).toEqual(['articles']);
    }, 60_000);
  },
);
