/**
 * Reads the parts of DynamoDB's JSON that access depends on. Refuses unusual shapes, since the backend might read
 * them differently.
 */
import { ServiceError } from '../protocol/service-error.ts';

export type Tree = Readonly<Record<string, unknown>>;

export const invalid = (message: string): ServiceError => new ServiceError('ValidationException', message);

export const isTree = (value: unknown): value is Tree =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

export const member = (tree: unknown, name: string): unknown =>
  isTree(tree) && Object.hasOwn(tree, name) ? tree[name] : undefined;

export const treeAt = (tree: unknown, name: string): Tree => {
  const value = member(tree, name) ?? {};
  if (isTree(value)) return value;
  throw invalid(`${name} must be a map.`);
};

export const listAt = (tree: unknown, name: string): readonly unknown[] => {
  const value = member(tree, name) ?? [];
  if (Array.isArray(value)) return value;
  throw invalid(`${name} must be a list.`);
};

export const textAt = (tree: unknown, name: string): string | undefined => {
  const value = member(tree, name);
  return typeof value === 'string' ? value : undefined;
};

/**
 * Assumption about JSON levels: attributes nest up to 32 levels, each two JSON levels deep, and a batch adds some
 * around them.
 */
const deepest = 80;

/**
 * Refuses input that is nested too deeply or has a null below the top level. At the top, null stands for an absent
 * member. Below, the backend would fail, or ignore a condition. Throws ServiceError.
 * https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/Constraints.html
 */
export const checkShape = (input: Tree): void => {
  let level: unknown[] = Object.values(input).filter((value) => value !== null);
  for (let depth = 1; level.length > 0; depth += 1) {
    if (depth > deepest) throw invalid('Nesting Levels have exceeded supported limits');
    if (level.includes(null)) {
      throw new ServiceError('SerializationException', 'A member of a list or map must not be null.');
    }
    level = level.flatMap((value) =>
      typeof value === 'object' && value !== null ? Object.values(value) : [],
    );
  }
};

/** Writes a key value as `dynamodb:LeadingKeys` has it: the string, the digits of the number, or base64. */
export const keyText = (value: unknown): string => {
  const entries = isTree(value) ? Object.entries(value) : [];
  const [type, text] = entries[0] ?? [];
  if (entries.length !== 1 || !['S', 'N', 'B'].includes(type ?? '') || typeof text !== 'string') {
    throw invalid(
      'One or more parameter values were invalid: a key must be one string, number or binary value',
    );
  }
  return text;
};
