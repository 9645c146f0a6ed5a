/** Fault 98 (releases): the packed tarballs are installed, type-checked and run as a consumer does. */
import { execFileSync, spawnSync } from 'node:child_process';
import { existsSync, mkdirSync, mkdtempSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { documents, snippetsOf } from '../support/documents.ts';

const root = process.cwd();
let consumer = '';
interface Manifest {
  scripts?: Record<string, string>;
}

/** Packs a workspace and unpacks it into the consumer's node_modules. Dependencies resolve from the repository's, above. */
const installPacked = (folder: string, name: string) => {
  const packed = execFileSync('npm', ['pack', '--silent', '--pack-destination', consumer], {
    cwd: join(root, folder),
    encoding: 'utf8',
  });
  execFileSync('tar', ['-xzf', packed.trim().split('\n').at(-1) ?? '', '-C', consumer], { cwd: consumer });
  renameSync(join(consumer, 'package'), join(consumer, 'node_modules', name));
};

beforeAll(() => {
  consumer = mkdtempSync(join(root, 'node_modules/.cache/consumer-'));
  mkdirSync(join(consumer, 'node_modules'));
  installPacked('.', 'cognito-kit');
  installPacked('local', 'cognito-kit-local');
  writeFileSync(join(consumer, 'package.json'), '{"type":"module","private":true}');
}, 60_000);

afterAll(() => rmSync(consumer, { recursive: true, force: true }));

const manifest = (name: string) =>
  JSON.parse(readFileSync(join(consumer, 'node_modules', name, 'package.json'), 'utf8')) as Manifest;

const usage = `
import { Authenticator, CognitoProvider, Show, createCognito, useCredentials, useSession, type Session } from 'cognito-kit';
import { createCognito as core, isCognitoError } from 'cognito-kit/core';
import { useObjects, useUpload } from 'cognito-kit/s3';
import { fromCognitoUserPool, toCognitoUser } from 'cognito-kit/identity-js';
import { createCognitoServer } from 'cognito-kit/server';
import { storageConformance } from 'cognito-kit/storage';
import 'cognito-kit/styles.css';
import { createLocalAws } from 'cognito-kit-local';
import { startLocalAws } from 'cognito-kit-local/node';
const aws = createLocalAws();
const cognito = createCognito({ ...aws.config, fetch: aws.fetch, storage: 'memory' });
const session: Session = cognito.getSession();
export { Authenticator, CognitoProvider, Show, useCredentials, useSession, core, isCognitoError, useObjects, useUpload, fromCognitoUserPool, toCognitoUser, createCognitoServer, storageConformance, startLocalAws, session };
`;

const snippets = Object.fromEntries(
  documents
    .flatMap(snippetsOf)
    .map(({ code, language }, index) => [`snippet-${index}.${language}`, `${code}\nexport {};\n`]),
);

describe('fault 98 (releases): the packed tarballs', () => {
  it('come with documents whose code snippets can be checked', () => {
    expect(Object.keys(snippets).length).toBeGreaterThan(5);
  });

  it('fault 96 (install scripts): have no script that runs at installation', () => {
    for (const name of ['cognito-kit', 'cognito-kit-local']) {
      const scripts = Object.keys(manifest(name).scripts ?? {});
      expect(scripts.filter((script) => /^(pre|post)?install$|^prepare$/.test(script))).toEqual([]);
    }
  });

  it('contain the build and the licence, and no tests', () => {
    for (const name of ['cognito-kit', 'cognito-kit-local']) {
      const folder = join(consumer, 'node_modules', name);
      expect(existsSync(join(folder, 'dist/index.js'))).toBe(true);
      expect(existsSync(join(folder, 'LICENSE'))).toBe(true);
      expect(existsSync(join(folder, 'test'))).toBe(false);
    }
  });

  it.each([
    ['bundler', 'esnext'],
    ['nodenext', 'nodenext'],
  ])(
    'type-check in a strict consumer, with the documents’ snippets and moduleResolution %s',
    (moduleResolution, module) => {
      const files = { 'usage.ts': usage, ...snippets };
      for (const [name, code] of Object.entries(files)) writeFileSync(join(consumer, name), code);
      writeFileSync(
        join(consumer, 'tsconfig.json'),
        JSON.stringify({
          compilerOptions: {
            strict: true,
            noEmit: true,
            module,
            moduleResolution,
            target: 'es2022',
            lib: ['es2023', 'dom', 'dom.iterable'],
            jsx: 'react-jsx',
            skipLibCheck: false,
            exactOptionalPropertyTypes: true,
            types: [],
          },
          files: Object.keys(files),
        }),
      );
      const tsc = spawnSync(
        process.execPath,
        [join(root, 'node_modules/typescript/bin/tsc'), '-p', consumer],
        {
          encoding: 'utf8',
        },
      );
      const errors = tsc.stdout.split('\n').filter((line) => /^(usage|snippet)|cognito-kit/.test(line));
      expect(errors).toEqual([]);
    },
  );

  it('load in Node and sign a user in', () => {
    writeFileSync(
      join(consumer, 'run.js'),
      `import { createCognito, createSignInFlow } from 'cognito-kit/core';
       import { createLocalAws } from 'cognito-kit-local';
       const aws = createLocalAws();
       const cognito = createCognito({ ...aws.config, fetch: aws.fetch, storage: 'memory' });
       const flow = createSignInFlow(cognito);
       const { username, password } = aws.users[0];
       await flow.getSnapshot().submit({ username, password });
       const { name, error } = flow.getSnapshot();
       console.log(JSON.stringify({ name, error: error?.message, status: cognito.getSession().status }));
       cognito.destroy();`,
    );
    const node = spawnSync(process.execPath, ['run.js'], { cwd: consumer, encoding: 'utf8' });
    expect(node.stderr).toBe('');
    expect(JSON.parse(node.stdout)).toEqual({ name: 'signedIn', status: 'signedIn' });
  });
});
