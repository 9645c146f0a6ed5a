/**
 * Policy patterns with wildcards and variables. The value of a variable is literal, so a user name that contains
 * `*` matches nothing more.
 * https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_variables.html
 */
import { type ContextKeys, oneValue } from './context.ts';

type Token = { text: string } | { variable: string; fallback: string | undefined } | 'any' | 'one';

export interface PatternOptions {
  /** `literal`: `*` and `?` match only themselves, for operators that compare exactly. */
  wildcards: 'match' | 'literal';
  /** `replace`: only version 2012-10-17 of the policy language has variables. */
  variables: 'replace' | 'literal';
}

const variableAt = /^\$\{([^}]*)\}/;

const readVariable = (inside: string): Token => {
  if (inside === '*' || inside === '?' || inside === '$') return { text: inside };
  const [, name = inside, fallback] = /^([^,]*?)\s*,\s*'([^']*)'\s*$/.exec(inside) ?? [];
  return { variable: name.trim().toLowerCase(), fallback };
};

const tokens = (pattern: string, { wildcards, variables }: PatternOptions): Token[] => {
  const parts: Token[] = [];
  let position = 0;
  while (position < pattern.length) {
    const char = pattern[position] ?? '';
    const [whole, inside] = (variables === 'replace' && variableAt.exec(pattern.slice(position))) || [];
    if (whole !== undefined && inside !== undefined) {
      parts.push(readVariable(inside));
      position += whole.length;
      continue;
    }
    if (wildcards === 'match' && (char === '*' || char === '?')) parts.push(char === '*' ? 'any' : 'one');
    else parts.push({ text: char });
    position += 1;
  }
  return parts;
};

/** Single characters and the two wildcards. */
export type Glob = readonly ({ char: string } | 'any' | 'one')[];

/**
 * Returns undefined when a variable has neither a value nor a default. The statement then does not apply to the
 * request.
 */
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

/** Writes a pattern as text. */
export const globText = (glob: Glob): string =>
  glob.map((part) => (part === 'any' ? '*' : part === 'one' ? '?' : part.char)).join('');

/** Matches in time proportional to the lengths of pattern and text, because it backtracks to the last `*` only. */
export const globMatches = (glob: Glob, text: string): boolean => {
  let [position, seen, star, back] = [0, 0, -1, 0];
  while (seen < text.length) {
    const part = glob[position];
    if (part === 'any') {
      star = position;
      back = seen;
      position += 1;
    } else if (part === 'one' || (part !== undefined && part.char === text[seen])) {
      position += 1;
      seen += 1;
    } else if (star >= 0) {
      back += 1;
      seen = back;
      position = star + 1;
    } else return false;
  }
  return glob.slice(position).every((part) => part === 'any');
};
