/**
 * Evaluates a set of policies for a request. An explicit deny wins over an allow; without an allow the request is
 * denied.
 * https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_evaluation-logic.html
 */
import type { PolicyDocument, Statement } from './principal.ts';
import { failedCondition, listOf } from './conditions.ts';
import type { ContextKeys } from './context.ts';
import { globMatches, resolvePattern } from './pattern.ts';
import type { NamedPolicy } from './state.ts';

export interface PolicyRequest {
  /** The action, such as `s3:GetObject`. */
  action: string;
  /** The ARN of the resource. */
  resource: string;
  keys: ContextKeys;
}

/** How far a statement matched. The statement that matched furthest explains a denial best. */
export type StatementMatch =
  | { match: 'yes' }
  | { match: 'no'; at: 'action' | 'resource' | 'condition'; because: string };

export type Verdict =
  | { effect: 'Allow' | 'Deny'; statement: string }
  /** No statement decides. `nearest` describes the statement that matched furthest. */
  | { effect: 'none'; nearest: string | undefined };

const actionFits = (pattern: string, action: string): boolean => {
  const glob = resolvePattern(pattern.toLowerCase(), {}, { wildcards: 'match', variables: 'literal' });
  return glob !== undefined && globMatches(glob, action.toLowerCase());
};

/** Returns undefined when a variable in one of the patterns has no value. */
const resourceFits = (
  patterns: readonly string[],
  { resource, keys }: PolicyRequest,
  variables: 'replace' | 'literal',
): boolean | undefined => {
  const globs = patterns.map((pattern) => resolvePattern(pattern, keys, { wildcards: 'match', variables }));
  if (globs.some((glob) => glob === undefined)) return undefined;
  return globs.some((glob) => glob !== undefined && globMatches(glob, resource));
};

export const matchStatement = (
  statement: Statement,
  version: PolicyDocument['Version'],
  request: PolicyRequest,
): StatementMatch => {
  const { Action, NotAction, Resource, NotResource, Condition } = statement;
  const variables = version === '2012-10-17' ? 'replace' : 'literal';
  const named = listOf(Action ?? NotAction ?? []).some((pattern) => actionFits(pattern, request.action));
  if (named !== (Action !== undefined)) {
    return { match: 'no', at: 'action', because: `it does not name ${request.action}` };
  }
  // A trust policy has no Resource; its resource is the role.
  const patterns = Resource ?? NotResource;
  if (patterns !== undefined) {
    const fits = resourceFits(listOf(patterns), request, variables);
    if (fits === undefined) {
      return {
        match: 'no',
        at: 'resource',
        because: 'its resource has a variable that this request has no value for',
      };
    }
    if (fits !== (Resource !== undefined)) {
      return {
        match: 'no',
        at: 'resource',
        because: `its resource ${listOf(patterns).join(', ')} is not ${request.resource}`,
      };
    }
  }
  const because = failedCondition(Condition, request.keys, variables);
  return because === undefined ? { match: 'yes' } : { match: 'no', at: 'condition', because };
};

const nearness = { action: 0, resource: 1, condition: 2 } as const;

export const evaluatePolicies = (policies: readonly NamedPolicy[], request: PolicyRequest): Verdict => {
  let allow: string | undefined;
  let nearest: { near: number; text: string } | undefined;
  for (const { name, document } of policies) {
    for (const [index, statement] of listOf(document.Statement).entries()) {
      const label = `${name}/${statement.Sid ?? index}`;
      const result = matchStatement(statement, document.Version, request);
      if (result.match === 'no') {
        const near = nearness[result.at];
        if (statement.Effect === 'Allow' && near > 0 && near > (nearest?.near ?? 0)) {
          nearest = { near, text: `${label}: ${result.because}` };
        }
      } else if (statement.Effect === 'Deny') {
        return { effect: 'Deny', statement: label };
      } else allow ??= label;
    }
  }
  return allow === undefined
    ? { effect: 'none', nearest: nearest?.text }
    : { effect: 'Allow', statement: allow };
};
