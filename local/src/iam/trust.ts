/**
 * Decides whether a role trusts a web identity. Cognito adds a rule for identity pools: an allowing statement must
 * test both the pool (`aud`) and guests or users (`amr`). Otherwise any pool of any account could assume the role.
 * https://docs.aws.amazon.com/cognito/latest/developerguide/role-trust-and-permissions.html
 */
import type { Statement } from './principal.ts';
import { listOf, readOperatorName } from './conditions.ts';
import { type ContextKeys, joinKeys } from './context.ts';
import { matchStatement } from './evaluate.ts';
import { operators } from './operators.ts';
import type { Role } from './state.ts';
import { trustKeys, type WebIdentity } from './web-identity.ts';

export const identityProvider = 'cognito-identity.amazonaws.com';
const assume = 'sts:AssumeRoleWithWebIdentity';
/**
 * Required in addition when the session gets tags.
 * https://docs.aws.amazon.com/IAM/latest/UserGuide/id_session-tags.html
 */
const tag = 'sts:TagSession';

const names = (statement: Statement, federated: string): boolean => {
  const { Principal } = statement;
  if (Principal === undefined || Principal === '*') return false;
  return listOf(Principal['Federated'] ?? []).includes(federated);
};

/** Whether the statement tests the key. Counts only tests that fail when the key is absent or has another value. */
const tests = (statement: Statement, key: string): boolean =>
  Object.entries(statement.Condition ?? {}).some(([name, block]) => {
    const operator = readOperatorName(name);
    return (
      operator !== undefined &&
      operator.set !== 'ForAllValues' &&
      operator.ifExists === undefined &&
      operators[operator.base]?.sense === 'positive' &&
      Object.keys(block).some((other) => other.toLowerCase() === key)
    );
  });

const tied = (statement: Statement): boolean =>
  tests(statement, `${identityProvider}:aud`) && tests(statement, `${identityProvider}:amr`);

export type TrustDecision = { trusted: 'yes' } | { trusted: 'no'; because: string };

const decide = (role: Role, action: string, webIdentity: WebIdentity, keys: ContextKeys): TrustDecision => {
  const request = { action, resource: role.arn, keys };
  let because = `no statement of its trust policy lets ${webIdentity.federated} do ${action}`;
  let trusted = false;
  for (const statement of listOf(role.trustPolicy.Statement)) {
    const everyone = statement.Effect === 'Deny' && statement.Principal === '*';
    if (!everyone && !names(statement, webIdentity.federated)) continue;
    const result = matchStatement(statement, role.trustPolicy.Version, request);
    if (result.match === 'no') {
      // A statement about another action does not explain this denial.
      if (result.at !== 'action') because = result.because;
    } else if (statement.Effect === 'Deny') {
      return { trusted: 'no', because: `its trust policy denies ${action}` };
    } else if (webIdentity.provider !== identityProvider || action !== assume || tied(statement)) {
      trusted = true;
    } else {
      because = `its trust policy has to test both ${identityProvider}:aud and ${identityProvider}:amr, or any pool could take the role`;
    }
  }
  return trusted ? { trusted: 'yes' } : { trusted: 'no', because };
};

/**
 * Decides whether the role trusts this web identity.
 * @param keys context keys of the request beside the token, such as `sts:RoleSessionName`
 */
export const checkTrust = (role: Role, webIdentity: WebIdentity, keys: ContextKeys = {}): TrustDecision => {
  const all = joinKeys(keys, trustKeys(webIdentity));
  const decision = decide(role, assume, webIdentity, all);
  if (decision.trusted === 'no' || Object.keys(webIdentity.tags).length === 0) return decision;
  return decide(role, tag, webIdentity, all);
};
