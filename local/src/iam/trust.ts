/**
 * Whether a role lets an identity pool take it. Cognito's own rule comes on top of the policy's: an allowing statement
 * has to tie the role to one pool (`aud`) and to guests or users (`amr`), else any pool of any account could take it.
 * https://docs.aws.amazon.com/cognito/latest/developerguide/role-trust-and-permissions.html
 */
import type { Statement } from '../principal.ts';
import { listOf, readOperatorName } from './conditions.ts';
import { type ContextKeys, joinKeys } from './context.ts';
import { matchStatement } from './evaluate.ts';
import { operators } from './operators.ts';
import type { Role } from './state.ts';

export const identityProvider = 'cognito-identity.amazonaws.com';
const action = 'sts:AssumeRoleWithWebIdentity';

const names = (statement: Statement, provider: string): boolean => {
  const { Principal } = statement;
  if (Principal === undefined || Principal === '*') return false;
  return listOf(Principal['Federated'] ?? []).includes(provider);
};

/** Only a test that an absent or another value fails counts as one. */
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

export type TrustDecision = { trusted: 'yes' } | { trusted: 'no'; because: string };

/** `keys` holds `cognito-identity.amazonaws.com:aud`, `:amr` and `:sub` of the identity. */
export const checkTrust = (role: Role, keys: ContextKeys): TrustDecision => {
  const request = { action, resource: role.arn, keys: joinKeys(keys) };
  let because = `no statement of its trust policy lets ${identityProvider} do ${action}`;
  let trusted = false;
  for (const statement of listOf(role.trustPolicy.Statement)) {
    const everyone = statement.Effect === 'Deny' && statement.Principal === '*';
    if (!everyone && !names(statement, identityProvider)) continue;
    const result = matchStatement(statement, role.trustPolicy.Version, request);
    if (result.match === 'no') {
      because = result.because;
    } else if (statement.Effect === 'Deny') {
      return { trusted: 'no', because: 'its trust policy denies it' };
    } else if (tests(statement, `${identityProvider}:aud`) && tests(statement, `${identityProvider}:amr`)) {
      trusted = true;
    } else {
      because = `its trust policy has to test both ${identityProvider}:aud and ${identityProvider}:amr, or any pool could take the role`;
    }
  }
  return trusted ? { trusted: 'yes' } : { trusted: 'no', because };
};
