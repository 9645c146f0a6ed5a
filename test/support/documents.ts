/** The documents of the repository, and the TypeScript code blocks in them. */
import { readdirSync, readFileSync } from 'node:fs';

export interface Snippet {
  /** The path, such as `docs/guides/headless.md`. */
  document: string;
  /** The heading above the block. */
  heading: string;
  language: 'ts' | 'tsx';
  code: string;
}

const below = (folder: string) =>
  readdirSync(folder, { recursive: true, encoding: 'utf8' }).map((path) => `${folder}/${path}`);

/** Every document except the API reports, whose declarations are checked otherwise. */
export const documents = ['README.md', 'local/README.md', ...below('docs'), ...below('stories')]
  .filter((path) => /\.mdx?$/.test(path) && !path.startsWith('docs/api/'))
  .toSorted();

/** Returns the TypeScript blocks of a document. */
export const snippetsOf = (document: string): Snippet[] => {
  let heading = '';
  const matches = readFileSync(document, 'utf8').matchAll(
    /^#+ (.*)$|^```(tsx?)\n([^]*?)^```$|^```[^]*?^```$/gm,
  );
  return [...matches].flatMap(([, title, language, code]) => {
    if (title !== undefined) heading = title;
    return code === undefined ? [] : [{ document, heading, language: language as 'ts' | 'tsx', code }];
  });
};
