/** Refuses a policy that would not say what its writer meant, before it decides anything. */
import type { PolicyDocument } from '../principal.ts';
import { listOf, readOperatorName } from './conditions.ts';

/** @throws Error that names the statement, says what is wrong with it and how to mend it. */
export const checkPolicy = (name: string, document: PolicyDocument): void => {
  if (document.Version !== '2012-10-17' && document.Version !== '2008-10-17') {
    throw new Error(
      `The policy ${name} has no known Version, so its variables have no meaning. Write "Version": "2012-10-17".`,
    );
  }
  for (const [index, statement] of listOf(document.Statement).entries()) {
    const where = `Statement ${statement.Sid ?? index} of the policy ${name}`;
    if ((statement.Action === undefined) === (statement.NotAction === undefined)) {
      throw new Error(
        `${where} needs either Action or NotAction, since without one it is about nothing. Give one of them.`,
      );
    }
    if (statement.Resource !== undefined && statement.NotResource !== undefined) {
      throw new Error(
        `${where} has both Resource and NotResource, which contradict each other. Keep one of them.`,
      );
    }
    for (const operator of Object.keys(statement.Condition ?? {})) {
      if (!readOperatorName(operator)) {
        throw new Error(
          `${where} uses the condition operator "${operator}", which does not exist, so it could never match. See the IAM user guide for the list of operators.`,
        );
      }
    }
  }
};
