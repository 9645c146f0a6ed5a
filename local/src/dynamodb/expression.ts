/**
 * Reads the parts of expressions that access depends on.
 * https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/Expressions.html
 */
import { invalid, keyText, member, type Tree } from './values.ts';

const token = /\s+|([#:][A-Za-z0-9_]+|[A-Za-z_][A-Za-z0-9_]*|<>|<=|>=|[=<>(),.[\]+-]|\d+)/y;

/** @throws ServiceError ValidationException for what is no expression. */
export const lex = (expression: string): string[] => {
  const results: string[] = [];
  token.lastIndex = 0;
  while (token.lastIndex < expression.length) {
    const from = token.lastIndex;
    const match = token.exec(expression);
    if (!match)
      throw invalid(`Invalid expression: Syntax error; token: "${expression.slice(from, from + 1)}"`);
    if (match[1] !== undefined) results.push(match[1]);
  }
  return results;
};

export interface Placeholders {
  names: Tree;
  values: Tree;
}

/** Returns the attribute that a word names; undefined for an unknown placeholder, a value or a sign. */
export const attributeName = (word: string | undefined, names: Tree): string | undefined => {
  if (word === undefined) return undefined;
  if (word.startsWith('#')) {
    const name = member(names, word);
    return typeof name === 'string' ? name : undefined;
  }
  return /^[A-Za-z_]/.test(word) ? word : undefined;
};

/**
 * Returns the values that a key condition requires of the partition key. Throws ServiceError when it requires
 * none.
 */
export const partitionValues = (
  expression: string,
  partition: string,
  { names, values }: Placeholders,
): string[] => {
  const words = lex(expression);
  if (words.some((word) => /^(or|not)$/i.test(word))) {
    throw invalid('Invalid operator used in KeyConditionExpression');
  }
  const results: string[] = [];
  for (const [index, word] of words.entries()) {
    if (attributeName(word, names) !== partition) continue;
    const [left2, left, right, right2] = [
      words[index - 2],
      words[index - 1],
      words[index + 1],
      words[index + 2],
    ];
    const value = right === '=' ? right2 : left === '=' ? left2 : undefined;
    if (!value?.startsWith(':')) throw invalid('Query key condition not supported');
    results.push(keyText(member(values, value)));
  }
  if (results.length === 0) throw invalid(`Query condition missed key schema element: ${partition}`);
  return results;
};

const keywords =
  /^(set|remove|add|delete|and|or|not|between|in|size|contains|begins_with|attribute_exists|attribute_not_exists|attribute_type|if_not_exists|list_append)$/i;

/** Returns the top-level attributes that an expression names. */
export const attributesIn = (expression: string, names: Tree): string[] => {
  const words = lex(expression);
  return words.flatMap((word, index) => {
    if (words[index - 1] === '.' || (!word.startsWith('#') && keywords.test(word))) return [];
    return attributeName(word, names) ?? [];
  });
};
