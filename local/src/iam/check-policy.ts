/** Refuses a policy that would be evaluated differently from what its author meant. */
import type { PolicyDocument } from './principal.ts';
import { listOf, readOperatorName } from './conditions.ts';

type Tree = Readonly<Record<string, unknown>>;

const isTree = (value: unknown): value is Tree =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

const isText = (value: unknown): value is string => typeof value === 'string' && value !== '';

/** Reads a member that may be one text or a list of texts; undefined for anything else. */
const textsOf = (value: unknown): readonly string[] | undefined => {
  const all: readonly unknown[] = listOf(value);
  return all.length > 0 && all.every(isText) ? all : undefined;
};

/** https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_grammar.html */
const members = ['Sid', 'Effect', 'Principal', 'Action', 'NotAction', 'Resource', 'NotResource', 'Condition'];

/** Only string and ARN operators replace variables. A number or a date with a variable could never be compared. */
const takesVariables = (base: string) => base.startsWith('String') || base.startsWith('Arn');

const checkConditions = (where: string, conditions: unknown): void => {
  if (conditions === undefined) return;
  if (!isTree(conditions)) {
    throw new Error(
      `${where} has a Condition that is not an object of operators, so it cannot be evaluated. Write {"<operator>": {"<key>": <value>}}.`,
    );
  }
  for (const [operator, block] of Object.entries(conditions)) {
    const name = readOperatorName(operator);
    if (!name) {
      throw new Error(
        `${where} uses the condition operator "${operator}", which does not exist, so it could never match. See the IAM user guide for the list of operators.`,
      );
    }
    if (!isTree(block)) {
      throw new Error(
        `${where} has no keys under the condition operator "${operator}", so it compares nothing. Write {"<key>": <value>}.`,
      );
    }
    for (const [key, value] of Object.entries(block)) {
      const values: readonly unknown[] = listOf(value);
      if (!values.every((one) => ['string', 'number', 'boolean'].includes(typeof one))) {
        throw new Error(
          `${where} compares ${key} with something other than a string, a number, true or false, which no request has. Use one of those, or a list of them.`,
        );
      }
      if (!takesVariables(name.base) && values.some((one) => String(one).includes('${'))) {
        throw new Error(
          `${where} has a variable under "${operator}", and only operators of texts and ARNs know variables, so it could never match. Use a String or an Arn operator.`,
        );
      }
    }
  }
};

const checkActions = (where: string, { Action, NotAction }: Tree): void => {
  if ((Action === undefined) === (NotAction === undefined)) {
    throw new Error(
      `${where} needs either Action or NotAction, since without one it applies to no action. Set one of them.`,
    );
  }
  const actions = textsOf(Action ?? NotAction);
  if (!actions?.every((action) => action === '*' || /^[a-z0-9-]+:[A-Za-z0-9*?]+$/i.test(action))) {
    throw new Error(
      `${where} names an action that is not of the form "service:Action", so it could never match. Write "s3:GetObject", "s3:*" or "*".`,
    );
  }
};

const checkResources = (where: string, { Resource, NotResource }: Tree): void => {
  if (Resource !== undefined && NotResource !== undefined) {
    throw new Error(
      `${where} has both Resource and NotResource, which contradict each other. Keep one of them.`,
    );
  }
  const resources = Resource ?? NotResource;
  if (resources === undefined) return;
  if (!textsOf(resources)?.every((resource) => /^(?:arn:|\*|\?)/.test(resource))) {
    throw new Error(
      `${where} names a resource that is not an ARN, so it could never match. Write "arn:aws:s3:::bucket/*", or "*" for all.`,
    );
  }
};

const checkPrincipal = (where: string, principal: unknown): void => {
  if (principal === undefined || principal === '*') return;
  if (!isTree(principal) || !Object.values(principal).every((one) => textsOf(one))) {
    throw new Error(
      `${where} has a Principal without a name. Write {"Federated": "cognito-identity.amazonaws.com"}.`,
    );
  }
};

/** @throws Error that names the statement, says what is wrong with it and how to mend it. */
export const checkPolicy = (name: string, document: PolicyDocument): void => {
  const policy: unknown = document;
  if (!isTree(policy) || (policy['Version'] !== '2012-10-17' && policy['Version'] !== '2008-10-17')) {
    throw new Error(
      `The policy ${name} has no known Version, so its variables have no meaning. Write "Version": "2012-10-17".`,
    );
  }
  const statements: readonly unknown[] = listOf(policy['Statement']);
  for (const [index, statement] of statements.entries()) {
    if (!isTree(statement)) {
      throw new Error(
        `The policy ${name} has a statement that is not an object. Write {"Effect": "Allow", …}.`,
      );
    }
    const sid = statement['Sid'];
    const where = `Statement ${typeof sid === 'string' ? sid : index} of the policy ${name}`;
    const unknown = Object.keys(statement).find((member) => !members.includes(member));
    if (unknown !== undefined) {
      throw new Error(
        `${where} has "${unknown}", which is not supported here, so it would be ignored. Use only ${members.join(', ')}.`,
      );
    }
    if (statement['Effect'] !== 'Allow' && statement['Effect'] !== 'Deny') {
      throw new Error(`${where} neither allows nor denies. Write "Effect": "Allow" or "Effect": "Deny".`);
    }
    checkActions(where, statement);
    checkResources(where, statement);
    checkPrincipal(where, statement['Principal']);
    checkConditions(where, statement['Condition']);
  }
};
