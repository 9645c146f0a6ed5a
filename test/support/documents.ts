/** The code that the documents show. */
import { readdirSync, readFileSync } from 'node:fs';

export interface Snippet {
  /** Such as `docs/guides/headless.md`. */
  document: string;
  /** The heading that it stands under. */
  heading: string;
  language: 'ts' | 'tsx';
  code: string;
}

const below = (folder: string) =>
  readdirSync(folder, { recursive: true, encoding: 'utf8' }).map((path) => `${folder}/${path}`);

/** Everything that people read; the API reports show declarations, which are checked otherwise. */
export const documents = ['README.md', 'local/README.md', ...below('docs'), ...below('stories')]
  .filter((path) => /\.mdx?$/.test(path) && !path.startsWith('docs/api/'))
  .toSorted();

/** A document's blocks of TypeScript, each as it stands. */
export const snippetsOf = (document: string): Snippet[] => {
  let heading = '';
  const found = readFileSync(document, 'utf8').matchAll(
    /^#+ (.*)$|^```(tsx?)\n([^]*?)^```$|^```[^]*?^```$/gm,
  );
  return [...found].flatMap(([, title, language, code]) => {
    if (title !== undefined) heading = title;
    return code === undefined ? [] : [{ document, heading, language: language as 'ts' | 'tsx', code }];
  });
};
