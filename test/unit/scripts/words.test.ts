/** The word check finds a banned word in each kind of prose, and leaves code and plain sentences alone. */
import { spawnSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync, copyFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it, onTestFinished } from 'vitest';
import { beginsWithPronoun, findings, piecesOf, subjectProblem } from '../../../scripts/words.mjs';

/** The findings of a file as "line word rule". */
const found = (path: string, text: string) =>
  findings(path, text).map(({ line, word, rule }) => `${line} ${word}: ${rule}`);

describe('a comment', () => {
  it.each([
    ['whoever', 'const a = 1;\n// Tells whoever waits.\n', '2 whoever: word in a comment'],
    ['a phrase over two lines', '/**\n * Ends the way\n * in of a user.\n */', '2 way in: word in a comment'],
    ['a phrase over two line comments', '// Ends the way\n// in of a user.', '1 way in: word in a comment'],
    ['the mark of a guess', '/** The limit is 5 (?). */', '1 (?): word in a comment'],
    [
      'the former dialect',
      "/** Asks the pool's own question. */",
      "1 pool's own question: word in a comment",
    ],
    ['a pronoun as its first word', '// What is stored.', '1 What: first word of a comment’s sentence'],
    [
      'one that begins its second sentence',
      '// Two tabs. Who waits is next.',
      '1 Who: first word of a comment’s sentence',
    ],
    [
      'one after a JSDoc tag',
      '/**\n * @returns what is stored\n */',
      '2 what: first word of a comment’s sentence',
    ],
    [
      'one after a parameter',
      '/** @param name - Whose it is */',
      '1 Whose: first word of a comment’s sentence',
    ],
    [
      'one in a list',
      '/**\n * Two cases:\n * - so that it ends\n */',
      '3 so that: first word of a comment’s sentence',
    ],
  ])('with %s is found', (_, code, finding) => {
    expect(found('src/a.ts', code)).toEqual([finding]);
  });

  it.each([
    ['a verb first', '/** Reads what is stored, so that a user who waits is next. */'],
    ['inline code', '/** Matches `(?)` and `nobody`. */'],
    ['a question', '// What if the clock is set back? It is read again.'],
    ['a link', '// https://example.com/nobody/dialogue'],
    ['an ordinary way', '// Changes the way in which a user signs in.'],
  ])('with %s is fine', (_, code) => {
    expect(found('src/a.ts', code).filter((line) => !line.endsWith('name'))).toEqual([]);
  });

  it('of a style sheet or a shell script is read too', () => {
    expect(found('src/a.css', '/* Whoever hovers */\na { color: red }')).toEqual([
      '1 Whoever: word in a comment',
    ]);
    expect(found('.ci/run', '#!/bin/sh\n# What runs.\nnpm test')).toEqual([
      '2 What: first word of a comment’s sentence',
    ]);
  });
});

describe('a title', () => {
  it.each([
    ["it('lets nobody in', () => {});", '1 nobody: word in a title'],
    ["describe('nobody', () => {});", '1 nobody: word in a title'],
    ["it.each([1, 2])('what is stored: %s', () => {});", '1 what: first word of a title’s sentence'],
    ['test.skipIf(true)(`tells somebody ${1}`, () => {});', '1 somebody: word in a title'],
    ["test.step('asks somebody', () => {});", '1 somebody: word in a title'],
    ["it('one tab ' + 'of nobody', () => {});", '1 nobody: word in a title'],
    ["export default { title: 'Ways in' };", '1 Ways in: word in a title'],
  ])('is found: %s', (code, finding) => {
    expect(found('test/a.test.ts', code)).toEqual([finding]);
  });

  it('of a story is its name', () => {
    expect(found('a.stories.ts', "export const A = { name: 'Who is it' };")).toEqual([
      '1 Who: first word of a title’s sentence',
    ]);
    expect(found('a.ts', "export const A = { name: 'Who is it' };")).toEqual([]);
  });

  it('with a subject, a verb and a condition is fine', () => {
    expect(
      found('a.test.ts', "it('refresh: ten tabs with one expired token send one request', () => {});"),
    ).toEqual([]);
  });
});

describe('a message', () => {
  it.each([
    ["throw new TypeError('Nobody');", '1 Nobody: word in a message'],
    ["throw new CognitoError('state', 'Code', `There is nobody: ${name}`);", '1 nobody: word in a message'],
    ["const e = { message: 'What is wrong' };", '1 What: first word of a message’s sentence'],
    ["class E extends Error { override message = 'Nobody'; }", '1 Nobody: word in a message'],
    ["print('There is nobody here');", '1 nobody: word in a string'],
    ["print(`The user is ${a ? 'disabled' : 'nobody'}`);", '1 nobody: word in a string'],
  ])('is found: %s', (code, finding) => {
    expect(found('src/a.ts', code)).toEqual([finding]);
  });

  it.each([
    ['a plain message', "throw new Error('No user is signed in. Sign in first.');"],
    ['a value of one word', "const username = 'nobody';"],
    ['a question', "const e = { message: 'What is your name?' };"],
  ])('is fine: %s', (_, code) => {
    expect(found('src/a.ts', code)).toEqual([]);
  });
});

describe('JSX text', () => {
  it('with a banned word is found', () => {
    expect(found('a.tsx', '<p>\n  Only you,\n  nobody else\n</p>;')).toEqual(['3 nobody: word in a markup']);
  });

  it('without one is fine', () => {
    expect(found('a.tsx', '<p>Only you, no other user</p>;')).toEqual([]);
  });
});

describe('a document', () => {
  it.each([
    ['a paragraph', '# Title\n\nTells nobody.\n', '3 nobody: word in a document'],
    ['a table', '| a | b |\n|---|---|\n| c | ways in |\n', '3 ways in: word in a document'],
    ['a heading', '## What it sends\n', '1 What: first word of a document’s sentence'],
    ['a bold opener', '**What is sent.** A token.\n', '1 What: first word of a document’s sentence'],
    ['a list', '- Who signs in again waits.\n', '1 Who: first word of a document’s sentence'],
  ])('with a banned word in %s is found', (_, text, finding) => {
    expect(found('docs/a.md', text)).toEqual([finding]);
  });

  it.each([
    ['a code block', '```ts\nconst way = "(?)"; // whose way in\n```\n'],
    ['inline code', 'The flag `(?)` and ``the way in`` are code.\n'],
    ['a heading that asks', '## What does it cost?\n'],
    ['a link’s address', '[a page](ways_in.md) of https://example.com/dialogue(s)\n'],
  ])('with one only in %s is fine', (_, text) => {
    expect(found('docs/a.md', text).filter((line) => !line.endsWith('name'))).toEqual([]);
  });

  it('of MDX is read without its imports and tags', () => {
    expect(found('a.mdx', "import { X } from './way in';\n\n<X way in={1} />\n\nWays in\n")).toEqual([
      '5 Ways in: word in a document',
    ]);
  });
});

describe('a former name', () => {
  it.each([
    ['code', 'src/a.ts', 'const epochKey = 1;\n', '1 epochKey: name'],
    ['inline code of a document', 'docs/a.md', 'Call `useEpoch()`.\n', '1 useEpoch: name'],
    ['a code block', 'docs/a.md', '```ts\nonSuperseded();\n```\n', '2 onSuperseded: name'],
    ['the name of a file', 'src/keeper.ts', 'export {};\n', '1 keeper: file name'],
    ['a part of a name', 'src/a.ts', 'const forNobody = 1;\n', '1 forNobody: name'],
  ])('in %s is found', (_, path, text, finding) => {
    expect(found(path, text)).toEqual([finding]);
  });

  it('is not found in longer names', () => {
    expect(found('src/a.ts', 'const cacheOfepochKeys = bookkeeping;\n')).toEqual([]);
  });

  it('comes with the name to write', () => {
    expect(findings('src/a.ts', 'useEpoch();')).toEqual([
      { line: 1, word: 'useEpoch', write: 'useAuthStateId', rule: 'name' },
    ]);
  });
});

describe('a comment’s first word', () => {
  it.each([
    ['It is read.', true],
    ['For each tab.', true],
    ['Reads the record.', false],
    ['`it` of Vitest.', false],
    ['@param name', undefined],
    ['oxlint-disable-next-line no-console', undefined],
  ])('counts in the share: %s', (text, expected) => {
    const [piece] = piecesOf('src/a.ts', `// ${text}`);
    expect(beginsWithPronoun(piece?.text ?? '')).toBe(expected);
  });
});

describe('a commit subject', () => {
  it.each([
    'fix(ui): validate fields outside setState so errors are announced once',
    'refactor(user-pool): rename dialogue to sign-in exchange',
    'feat(core, react)!: process one refresh at a time',
    'test(src/session): embed the vault',
  ])('is fine: %s', (subject) => {
    expect(subjectProblem(subject)).toBeUndefined();
  });

  it.each([
    ['A method is called on what it is of', 'is not of the form'],
    ['fix: bind the method', 'is not of the form'],
    ['fix(ui) bind the method', 'is not of the form'],
    ['style(ui): bind the method', 'has the type style'],
    ['fix(ui): Bind the method', 'begins with "Bind"'],
    ['fix(ui): binds the method', 'begins with "binds"'],
    ['fix(ui): fixed the method', 'begins with "fixed"'],
    ['fix(ui): the method is bound', 'begins with "the"'],
    ['fix(ui): bind the method.', 'ends with a full stop'],
    [`fix(ui): bind ${'x'.repeat(70)}`, 'has 84 characters of 72'],
  ])('is refused: %s', (subject, problem) => {
    expect(subjectProblem(subject)).toContain(problem);
  });
});

/** Runs a copy of the script in a folder of its own. */
const inFolder = (files: Readonly<Record<string, string>>) => {
  const folder = mkdtempSync(join(tmpdir(), 'words-'));
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }));
  mkdirSync(join(folder, 'scripts'));
  copyFileSync('scripts/words.mjs', join(folder, 'scripts/words.mjs'));
  symlinkSync(join(process.cwd(), 'node_modules'), join(folder, 'node_modules'), 'dir');
  for (const [name, text] of Object.entries(files)) writeFileSync(join(folder, name), text);
  const spawn = (program: string, ...args: string[]) =>
    spawnSync(program, args, { cwd: folder, encoding: 'utf8', env: { ...process.env, GIT_DIR: undefined } });
  return {
    git: (...args: string[]) => spawn('git', '-c', 'user.name=a', '-c', 'user.email=a@example.com', ...args),
    run: (...args: string[]) => spawn(process.execPath, 'scripts/words.mjs', ...args),
  };
};

describe('the script', () => {
  it('prints each finding with its line and ends with 1', () => {
    const { run } = inFolder({ 'a.md': '# Title\n\nTells nobody.\n' });
    const { stdout, status } = run();
    expect(stdout).toContain('a.md:3  "nobody" → write "no user, no caller, no tab" (word in a document)\n');
    expect(status).toBe(1);
  });

  it('ends with 0 and skips the commits where there is no history', () => {
    const { run } = inFolder({ 'a.md': '# Title\n' });
    const { stdout, status } = run();
    expect(stdout).toContain('1 files, 0 findings; no git history: commit subjects skipped');
    expect(status).toBe(0);
  });

  it('refuses a tree with too many comments that begin with a pronoun', () => {
    const { run } = inFolder({ 'a.ts': '// It is read.\nexport {};\n' });
    const { stdout, status } = run();
    expect(stdout).toContain('100.0 % of 1 comments begin with a pronoun or a preposition, more than 4 %');
    expect(status).toBe(1);
    expect(run('--openers').stdout).toContain('a.ts:1  It is read.\n');
  });

  it('checks only the paths that are passed', () => {
    const { run } = inFolder({ 'a.md': 'Tells nobody.\n', 'b.md': 'Tells the user.\n' });
    expect(run('b.md').status).toBe(0);
    expect(run('a.md').status).toBe(1);
  });

  it('checks the subjects of the commits after its own', () => {
    const { git, run } = inFolder({ '.gitignore': 'node_modules\n', 'a.md': '# Title\n' });
    git('init', '-q');
    git('add', '.');
    git('commit', '-qm', 'The commit of the script is not checked');
    expect(run().stdout).toContain('0 findings; 0 commit subjects');
    git('commit', '-q', '--allow-empty', '-m', 'fix(a): add the title');
    expect(run()).toMatchObject({ status: 0, stdout: expect.stringContaining('1 commit subjects') });
    git('commit', '-q', '--allow-empty', '-m', 'The title is added');
    const { stdout, status } = run();
    expect(stdout).toMatch(/commit \w+ {2}"The title is added" is not of the form type\(area\): imperative/);
    expect(status).toBe(1);
  });
});
