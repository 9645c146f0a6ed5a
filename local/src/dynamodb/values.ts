/** Reads the parts of DynamoDB's JSON that access depends on. Whatever is not plain is refused, since the backend might read it otherwise. */
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

/** (?) JSON levels: attributes nest 32 deep, at two levels each, and a batch puts some around them. */
const deepest = 80;

/**
 * Null stands for a member that is absent at the top, and for nothing below: the backend would fail at it, or take a
 * condition for none. https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/Constraints.html
 * @throws ServiceError
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

/** A key's value as `dynamodb:LeadingKeys` has it: a string, a number's digits, or base64. */
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
