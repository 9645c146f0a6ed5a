/**
 * Patterns of policies: wildcards and variables. What a variable puts in is literal, so that a name with a `*` in it
 * opens nothing. https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_variables.html
 */
import { type ContextKeys, oneValue } from './context.ts';

type Token = { text: string } | { variable: string; fallback: string | undefined } | 'any' | 'one';

export interface PatternOptions {
  /** `*` and `?` stand for themselves where an operator compares exactly. */
  wildcards: 'match' | 'literal';
  /** Only version 2012-10-17 of the policy language knows variables. */
  variables: 'replace' | 'literal';
}

const variableAt = /^\$\{([^}]*)\}/;

const readVariable = (inside: string): Token => {
  if (inside === '*' || inside === '?' || inside === '$') return { text: inside };
  const [, name = inside, fallback] = /^([^,]*?)\s*,\s*'([^']*)'\s*$/.exec(inside) ?? [];
  return { variable: name.trim().toLowerCase(), fallback };
};

const tokens = (pattern: string, { wildcards, variables }: PatternOptions): Token[] => {
  const found: Token[] = [];
  let at = 0;
  while (at < pattern.length) {
    const char = pattern[at] ?? '';
    const [whole, inside] = (variables === 'replace' && variableAt.exec(pattern.slice(at))) || [];
    if (whole !== undefined && inside !== undefined) {
      found.push(readVariable(inside));
      at += whole.length;
      continue;
    }
    if (wildcards === 'match' && (char === '*' || char === '?')) found.push(char === '*' ? 'any' : 'one');
    else found.push({ text: char });
    at += 1;
  }
  return found;
};

/** Single characters, and the two wildcards. */
export type Glob = readonly ({ char: string } | 'any' | 'one')[];

/** undefined when a variable has neither a value nor a default: then the statement says nothing about this request. */
export const resolvePattern = (
  pattern: string,
  keys: ContextKeys,
  options: PatternOptions,
): Glob | undefined => {
  const glob: ({ char: string } | 'any' | 'one')[] = [];
  for (const token of tokens(pattern, options)) {
    if (typeof token === 'string') {
      glob.push(token);
      continue;
    }
    const text = 'text' in token ? token.text : (oneValue(keys, token.variable) ?? token.fallback);
    if (text === undefined) return undefined;
    for (const char of text.split('')) glob.push({ char });
  }
  return glob;
};

/** The text of a pattern without wildcards. */
export const globText = (glob: Glob): string =>
  glob.map((part) => (part === 'any' ? '*' : part === 'one' ? '?' : part.char)).join('');

/** Remembers the last `*` only, so that no pattern takes more than its length times the text's. */
export const globMatches = (glob: Glob, text: string): boolean => {
  let [at, seen, star, back] = [0, 0, -1, 0];
  while (seen < text.length) {
    const part = glob[at];
    if (part === 'any') {
      star = at;
      back = seen;
      at += 1;
    } else if (part === 'one' || (part !== undefined && part.char === text[seen])) {
      at += 1;
      seen += 1;
    } else if (star >= 0) {
      back += 1;
      seen = back;
      at = star + 1;
    } else return false;
  }
  return glob.slice(at).every((part) => part === 'any');
};
