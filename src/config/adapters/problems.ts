/** Collects the problems of a file that another tool wrote, so one error names all of them. */
import { CognitoError } from '../../errors.ts';

/** Names the file that an adapter reads, for its error. */
export interface AdapterInfo {
  /** The file's name, such as `amplify_outputs.json`. */
  name: string;
  /** The function that reads it. */
  adapter: string;
  /** A sentence: how to correct the file. */
  remedy: string;
}

export interface Problems {
  /** @param problem A clause without a full stop */
  add: (problem: string) => void;
  /** @throws {CognitoError} `ConfigInvalid`, naming every problem that was added */
  throwIfAny: () => void;
}

export function createProblems({ name, adapter, remedy }: AdapterInfo): Problems {
  const problems: string[] = [];
  return {
    add: (problem) => void problems.push(problem),
    throwIfAny() {
      if (problems.length === 0) return;
      throw new CognitoError({
        kind: 'config',
        code: 'ConfigInvalid',
        message: [
          `${adapter} cannot read this as ${name}, so it is not known which user pool to sign in to.`,
          ...problems.map((problem) => `- ${problem}.`),
          remedy,
        ].join('\n'),
      });
    },
  };
}

/** Quotes a value of a file for an error, cut to 80 characters. */
export const quote = (value: string): string => JSON.stringify(value.slice(0, 80));
