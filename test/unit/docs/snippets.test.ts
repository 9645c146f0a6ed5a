/** What the documents show compiles on the sources, strictly; that it does in a consumer too is the packed tarballs’ test. */
import { spawnSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it, onTestFinished } from 'vitest';
import { documents, snippetsOf } from '../../support/documents.ts';

const root = process.cwd();
/** Milliseconds: the compiler is quick alone, and not beside much else. */
const PATIENCE = 120_000;

/** The compiler's complaints about files of that name and content. */
const complaints = (files: Readonly<Record<string, string>>) => {
  mkdirSync(join(root, 'node_modules/.cache'), { recursive: true });
  const folder = mkdtempSync(join(root, 'node_modules/.cache/snippets-'));
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }));
  for (const [name, content] of Object.entries(files)) writeFileSync(join(folder, name), content);
  const config = {
    extends: join(root, 'tsconfig.json'),
    // A bundler's types, for the style sheet.
    compilerOptions: { types: ['vite/client'], rootDir: root },
    include: [],
    files: Object.keys(files),
  };
  writeFileSync(join(folder, 'tsconfig.json'), JSON.stringify(config));
  const tsc = spawnSync(
    process.execPath,
    ['node_modules/typescript/bin/tsc', '-p', folder, '--pretty', 'false'],
    {
      cwd: root,
      encoding: 'utf8',
    },
  );
  expect(tsc.error).toBeUndefined();
  return tsc.stdout.split('\n').filter((line) => line.includes('snippets-') || line.startsWith('error'));
};

const all = documents.flatMap(snippetsOf);
// Each is a module, so that no two share names.
const files = Object.fromEntries(
  all.map(({ document, heading, language, code }, at) => [
    `${document} ${heading} ${at}`.replace(/\W+/g, '-') + `.${language}`,
    `${code}\nexport {};\n`,
  ]),
);

it('is found in all documents that have some', () => {
  const shown = new Set(all.map(({ document }) => document));
  expect([...shown]).toEqual(
    expect.arrayContaining([
      'README.md',
      'local/README.md',
      'docs/guides/headless.md',
      'docs/guides/customizing.md',
      'stories/docs/theming.mdx',
    ]),
  );
  expect(Object.keys(files)).toHaveLength(all.length);
});

it(
  'compiles',
  () => {
    expect(complaints(files)).toEqual([]);
  },
  PATIENCE,
);

it('would not, if it were wrong', () => {
  const wrong = `import { createSignInFlow, type Cognito } from 'cognito-kit/core';
    export const flow = (cognito: Cognito) => createSignInFlow(cognito, { authFlow: 'bySmile' });`;
  expect(complaints({ 'wrong.ts': wrong })).toEqual([
    expect.stringContaining('\'"bySmile"\' is not assignable'),
  ]);
});
