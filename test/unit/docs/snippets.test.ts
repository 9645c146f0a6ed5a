/** Proves that the documents' examples compile on the sources. test/package/tarball.test.ts compiles them as an app does. */
import { spawnSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it, onTestFinished } from 'vitest';
import { documents, snippetsOf } from '../../support/documents.ts';

const root = process.cwd();
/** Milliseconds. The compiler is slow when other tests use both cores. */
const COMPILE_TIMEOUT = 120_000;

/** The compiler's errors in the given files, by name and content. */
const compileErrors = (files: Readonly<Record<string, string>>) => {
  mkdirSync(join(root, 'node_modules/.cache'), { recursive: true });
  const folder = mkdtempSync(join(root, 'node_modules/.cache/snippets-'));
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }));
  for (const [name, content] of Object.entries(files)) writeFileSync(join(folder, name), content);
  const config = {
    extends: join(root, 'tsconfig.json'),
    // The types of a bundler, for the import of the style sheet.
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

const snippets = documents.flatMap(snippetsOf);
// `export {}` makes each a module, so no two snippets share names.
const files = Object.fromEntries(
  snippets.map(({ document, heading, language, code }, index) => [
    `${document} ${heading} ${index}`.replace(/\W+/g, '-') + `.${language}`,
    `${code}\nexport {};\n`,
  ]),
);

it('the documents contain examples', () => {
  const withSnippets = new Set(snippets.map(({ document }) => document));
  expect([...withSnippets]).toEqual(
    expect.arrayContaining([
      'README.md',
      'local/README.md',
      'docs/guides/headless.md',
      'docs/guides/customizing.md',
      'stories/docs/theming.mdx',
    ]),
  );
  expect(Object.keys(files)).toHaveLength(snippets.length);
});

it(
  'the documents’ examples compile',
  () => {
    expect(compileErrors(files)).toEqual([]);
  },
  COMPILE_TIMEOUT,
);

it('a wrong example does not compile', () => {
  const wrong = `import { createSignInFlow, type Cognito } from 'cognito-kit/core';
    export const flow = (cognito: Cognito) => createSignInFlow(cognito, { authFlow: 'bySmile' });`;
  expect(compileErrors({ 'wrong.ts': wrong })).toEqual([
    expect.stringContaining('\'"bySmile"\' is not assignable'),
  ]);
});
