// @ts-check
/**
 * Finds the faults and interface rules that the repository names by number, and the tests that name them.
 *
 *     npm run references    writes the links to tests in docs/faults.md and docs/interface-rules.md anew
 *
 * test/unit/docs/references.test.ts fails where a number is not in them, and where these links are out of date.
 */
import { existsSync, readFileSync, readdirSync, writeFileSync } from 'node:fs';
import { dirname, join, relative, resolve, sep } from 'node:path';
import { fileURLToPath } from 'node:url';

const root = fileURLToPath(new URL('..', import.meta.url));

/** The documents that number something, and the word that stands before a number elsewhere. */
export const registers = /** @type {const} */ ([
  { document: 'docs/faults.md', word: 'fault' },
  { document: 'docs/interface-rules.md', word: 'rule' },
]);

const folders = [
  'src',
  'local',
  'test',
  'stories',
  '.storybook',
  'demo',
  'examples',
  'bench',
  'scripts',
  'docs',
];
const isSource = (/** @type {string} */ path) => /\.(?:[cm]?[jt]sx?|mdx?|css|html)$/.test(path);
const isGenerated = (/** @type {string} */ path) => /(?:^|\/)(?:node_modules|dist|docs\/api)\//.test(path);
const isTest = (/** @type {string} */ path) => /\.(?:test|spec|test-d|stories)\.tsx?$/.test(path);

/** Every source file and document, by its path from the root. @returns {string[]} */
export const sources = () => [
  ...readdirSync(root).filter(isSource),
  ...folders
    .filter((folder) => existsSync(join(root, folder)))
    .flatMap((folder) => below(folder))
    .filter((path) => isSource(path) && !isGenerated(path)),
];

/** Does not descend into installed packages. @param {string} folder @returns {string[]} */
const below = (folder) =>
  readdirSync(join(root, folder), { withFileTypes: true }).flatMap((entry) => {
    const path = `${folder}/${entry.name}`;
    if (!entry.isDirectory()) return [path];
    return entry.name === 'node_modules' || entry.name === 'dist' ? [] : below(path);
  });

/**
 * The numbers that a text names: `fault 3`, `Faults 1, 2 and 25–33`, `fault 25 (callers), 26 (tabs)`.
 * @param {string} text @param {string} word @returns {number[]}
 */
export function numbersNamed(text, word) {
  const [first = ''] = word;
  const number = String.raw`\d+(?:\s*\([^()\d]*\))?`;
  const list = String.raw`${number}(?:\s*(?:,\s*and|,|and|or|to|–|-)\s*${number})*`;
  const named = new RegExp(
    String.raw`\b[${first}${first.toUpperCase()}]${word.slice(1)}s?\s+(${list})(?![\w.]*\w)`,
    'g',
  );
  return [...text.matchAll(named)].flatMap(([, numbers = '']) =>
    [...numbers.matchAll(/(\d+)(?:\s*(?:to|–|-)\s*(\d+))?/g)].flatMap(([, from, to = from]) => {
      const begin = Number(from);
      return Array.from({ length: Math.max(0, Number(to) - begin) + 1 }, (_, index) => begin + index);
    }),
  );
}

/** Each number that some file names, with the paths of these files. @param {string} word @param {string[]} paths */
export function filesByNumber(word, paths) {
  /** @type {Map<number, string[]>} */
  const files = new Map();
  for (const path of paths)
    for (const number of new Set(numbersNamed(readFileSync(join(root, path), 'utf8'), word)))
      files.set(number, [...(files.get(number) ?? []), path]);
  return files;
}

/** The tests that name each number. @param {string} word */
export const testsByNumber = (word) => filesByNumber(word, sources().filter(isTest).toSorted());

/** A table's row that begins with a number, and a section under a numbered heading that ends with its tests. */
const ENTRY = /^(\|\s*(\d+)\s*\|.*\|)([^|\n]*)(\|)$|^(### (\d+)\. (?:(?!^#)[^])*?^Tests:)(.*)$/gm;

/**
 * The numbers of a document's entries, each with the text about its tests.
 * @param {string} text @returns {{ number: number, tests: string }[]}
 */
export const entriesOf = (text) =>
  [...text.matchAll(ENTRY)].map(([, , row, cell, , , section, line]) => ({
    number: Number(row ?? section),
    tests: (cell ?? line ?? '').trim(),
  }));

/** The note that stands beside links, or in place of them. @param {string} tests */
export const pendingNote = (tests) => /not built yet: [^|;]+/.exec(tests)?.[0].trim();

/** Links to tests, each named by its path below test/. @param {string} document @param {readonly string[]} tests */
const links = (document, tests) =>
  tests
    .map((path) => {
      const name = path.replace(/^test\//, '').replace(/\.\w[\w-]*\.tsx?$/, '');
      return `[${name}](${relative(dirname(document), path).split(sep).join('/')})`;
    })
    .join(', ');

/** A document with the links to its tests written anew. @param {string} document @param {string} word */
export function withTests(document, word) {
  const tests = testsByNumber(word);
  const cell = (/** @type {string} */ number, /** @type {string} */ before) =>
    [links(document, tests.get(Number(number)) ?? []), pendingNote(before)].filter(Boolean).join('; ');
  return readFileSync(join(root, document), 'utf8').replace(
    ENTRY,
    (_, start, row, before, end, section, number, line) =>
      section ? `${section} ${cell(number, line)}` : `${start} ${cell(row, before)} ${end}`,
  );
}

if (process.argv[1] && resolve(process.argv[1]) === fileURLToPath(import.meta.url)) {
  for (const { document, word } of registers) writeFileSync(join(root, document), withTests(document, word));
}
