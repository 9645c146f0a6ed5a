/** What is wrong with a file that another tool wrote: gathered, so that one error says all of it. */
import { CognitoError } from '../../errors.ts';

/** Which file it is, and what its owner can do about it. */
export interface FileKind {
  /** Such as `amplify_outputs.json`. */
  name: string;
  /** The function that reads it. */
  adapter: string;
  /** A sentence. */
  mend: string;
}

export interface Problems {
  add: (problem: string) => void;
  /** Throws `ConfigInvalid` if there were any. */
  raise: () => void;
}

export function createProblems({ name, adapter, mend }: FileKind): Problems {
  const found: string[] = [];
  return {
    add: (problem) => void found.push(problem),
    raise() {
      if (found.length === 0) return;
      throw new CognitoError({
        kind: 'config',
        code: 'ConfigInvalid',
        message: [
          `${adapter} cannot read this as ${name}, so it is not known which user pool to sign in to.`,
          ...found.map((problem) => `- ${problem}.`),
          mend,
        ].join('\n'),
      });
    },
  };
}
