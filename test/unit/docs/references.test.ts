/** Holds the documents together: numbers of faults and rules, links, anchors, and the commands that they name. */
import { existsSync, readFileSync, statSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { describe, expect, it } from 'vitest';
import {
  entriesOf,
  filesByNumber,
  numbersNamed,
  pendingNote,
  registers,
  sources,
  testsByNumber,
  withTests,
} from '../../../scripts/references.mjs';
import { documents } from '../../support/documents.ts';

const read = (path: string) => readFileSync(path, 'utf8');
/** Storybook resolves the links of its own pages. */
const markdown = [...documents.filter((path) => path.endsWith('.md')), 'CONTRIBUTING.md'];

describe.each(registers)('$document', ({ document, word }) => {
  const entries = entriesOf(read(document));
  const numbers = entries.map(({ number }) => number);

  it('numbers its entries from 1 on, without a gap', () => {
    expect(numbers.length).toBeGreaterThan(10);
    expect(numbers).toEqual(numbers.map((_, index) => index + 1));
  });

  it(`has every ${word} that code, a test or a document names`, () => {
    const named = [...filesByNumber(word, sources())];
    expect(named.length).toBeGreaterThan(10);
    const unknown = named.filter(([number]) => !numbers.includes(number));
    expect(unknown).toEqual([]);
  });

  it('links a test that names the number, or says that it is not built yet', () => {
    const tests = testsByNumber(word);
    const unproven = entries.filter(
      ({ number, tests: cell }) => !tests.has(number) && pendingNote(cell) === undefined,
    );
    expect(unproven).toEqual([]);
  });

  it('lists the tests of each number as `npm run references` writes them', () => {
    expect(entries).toEqual(entriesOf(withTests(document, word)));
  });
});

// Another word, since this file proves no fault.
describe('numbersNamed()', () => {
  it.each([
    ['case 26 (tabs): ten tabs', [26]],
    ['Case 86 by the heap', [86]],
    ['cases 25 (callers) and 26 (tabs): ten tabs', [25, 26]],
    ['case 27, 28: a tab', [27, 28]],
    ['cases 69 and 70', [69, 70]],
    ['cases 1, 2, 25–27, 88, and 90', [1, 2, 25, 26, 27, 88, 90]],
    ['(case 96)', [96]],
    ['suitcase 8, suitcases 9, a case', []],
  ])('reads %j', (text, numbers) => {
    expect(numbersNamed(text, 'case')).toEqual(numbers);
  });
});

/** A document without its code, in which brackets are no links. */
const withoutCode = (text: string) => text.replace(/^```[^]*?^```$/gm, '').replace(/(`+)(?!`)[^`]*?\1/g, '');

/** Targets of links and images, but those of other hosts. */
const linksOf = (text: string) =>
  [...withoutCode(text).matchAll(/\]\(([^)\s]+)(?:\s+"[^"]*")?\)|^\[[^\]]+\]:\s+(\S+)/gm)]
    .map(([, inline, defined]) => inline ?? defined ?? '')
    .filter((target) => !/^[a-z][a-z+.-]*:/i.test(target));

/** As GitHub makes them: https://github.com/gjtorikian/html-pipeline/blob/main/lib/html_pipeline/node_filter/table_of_contents_filter.rb */
const anchorsOf = (text: string) => {
  const times = new Map<string, number>();
  return [...text.replace(/^```[^]*?^```$/gm, '').matchAll(/^#+ +(.+?) *#*$/gm)].map(([, heading = '']) => {
    const anchor = heading
      .replace(/\[([^\]]*)\]\([^)]*\)/g, '$1')
      .toLowerCase()
      .replace(/[^\p{L}\p{M}\p{N}\p{Pc}\- ]/gu, '')
      .replaceAll(' ', '-');
    const before = times.get(anchor) ?? 0;
    times.set(anchor, before + 1);
    return before === 0 ? anchor : `${anchor}-${before}`;
  });
};

/** Links of a document that lead nowhere. */
const broken = (document: string, text = read(document)) =>
  linksOf(text).filter((target) => {
    const [file = '', anchor] = target.split('#');
    if (file === '') return !anchorsOf(text).includes(anchor ?? '');
    const path = join(dirname(document), decodeURIComponent(file));
    if (!existsSync(path)) return true;
    if (anchor === undefined) return false;
    return statSync(path).isDirectory() || !anchorsOf(read(path)).includes(anchor);
  });

describe('links', () => {
  it.each(markdown)('of %s lead to files and headings that exist', (document) => {
    expect(broken(document)).toEqual([]);
  });

  it('are seen when they lead nowhere', () => {
    const text = [
      '## Here `now`',
      '[a](nowhere.md) [b](faults.md#nothing) [c](faults.md#network) [d](#here-now) [e](#there)',
      '`[f](code.md)` [g](https://example.com/nothing) ![h](no-picture.png)',
      '[i]: also-nowhere.md',
    ].join('\n');
    expect(broken('docs/example.md', text)).toEqual([
      'nowhere.md',
      'faults.md#nothing',
      '#there',
      'no-picture.png',
      'also-nowhere.md',
    ]);
  });
});

describe('commands', () => {
  const { scripts } = JSON.parse(read('package.json')) as { scripts: Record<string, string> };

  it.each(markdown)('that %s names are scripts of the package', (document) => {
    const named = [...read(document).matchAll(/\bnpm run ([a-z][\w:-]*)/g)].map(([, name = '']) => name);
    expect(named.filter((name) => !(name in scripts))).toEqual([]);
  });
});

describe('docs/glossary.md', () => {
  it('is in alphabetical order, each word once', () => {
    const words = [...read('docs/glossary.md').matchAll(/^\| ([^|]+?) +\|/gm)].map(([, word = '']) => word);
    const terms = words.slice(1).filter((word) => !/^-+$/.test(word));
    const plain = terms.map((term) => term.replaceAll('`', '').toLowerCase());
    expect(terms.length).toBeGreaterThan(10);
    expect(plain).toEqual([...new Set(plain)].toSorted((a, b) => a.localeCompare(b, 'en')));
  });
});
