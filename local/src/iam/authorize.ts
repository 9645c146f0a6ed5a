/**
 * Decides whether a principal may do something: by the policies of its role, capped by its session policy.
 * https://docs.aws.amazon.com/IAM/latest/UserGuide/access_policies.html#policies_session
 */
import type { Principal } from './principal.ts';
import type { Platform } from '../platform/platform.ts';
import { type ContextKeys, joinKeys, requestKeys } from './context.ts';
import { evaluatePolicies } from './evaluate.ts';
import { withoutIdentityIds } from './redact.ts';
import { findRole, type IamState } from './state.ts';

export interface AccessRequest {
  principal: Principal;
  action: string;
  resource: string;
  /** Context keys of the request itself, such as `s3:prefix`. */
  context?: ContextKeys;
  /** `nothing` for a check that only chooses between two answers. Default `denials`: each denial is printed. */
  printing?: 'denials' | 'nothing';
}

export type Decision =
  | { effect: 'Allow'; statement: string }
  | {
      effect: 'Deny';
      reason: 'explicit' | 'implicit' | 'session';
      /**
       * The statement that denied. For an implicit denial, the statement that came closest to allowing, and the
       * reason why it did not.
       */
      statement: string | undefined;
      /** The message in AWS's words. */
      message: string;
    };

export type Authorize = (request: AccessRequest) => Decision;

export const createAuthorize = ({ platform, iam }: { platform: Platform; iam: IamState }): Authorize => {
  const decide = ({ principal, action, resource, context = {} }: AccessRequest): Decision => {
    const deny = (
      reason: 'explicit' | 'implicit' | 'session',
      because: string,
      statement?: string,
    ): Decision => ({
      effect: 'Deny',
      reason,
      statement,
      message: `User: ${principal.arn} is not authorized to perform: ${action} on resource: ${resource} ${because}`,
    });
    if (principal.roleArn === undefined) return { effect: 'Allow', statement: "the account's own keys" };

    const role = findRole(iam, principal.roleArn);
    const request = {
      action,
      resource,
      keys: joinKeys(
        {
          ...requestKeys(platform.now()),
          'aws:PrincipalArn': principal.roleArn,
          'aws:PrincipalAccount': principal.account,
          'aws:PrincipalType': 'AssumedRole',
          'aws:userid': principal.userId,
        },
        context,
        principal.context,
      ),
    };
    const granted = evaluatePolicies(role?.policies ?? [], request);
    if (granted.effect === 'Deny') {
      return deny('explicit', 'with an explicit deny in an identity-based policy', granted.statement);
    }
    if (granted.effect === 'none') {
      return deny(
        'implicit',
        `because no identity-based policy allows the ${action} action`,
        granted.nearest,
      );
    }
    if (principal.sessionPolicy) {
      const capped = evaluatePolicies(
        [{ name: 'session policy', document: principal.sessionPolicy }],
        request,
      );
      if (capped.effect === 'Deny') {
        return deny('explicit', 'with an explicit deny in a session policy', capped.statement);
      }
      if (capped.effect === 'none') {
        return deny('session', `because no session policy allows the ${action} action`, capped.nearest);
      }
    }
    return { effect: 'Allow', statement: granted.statement };
  };

  return (request) => {
    const decision = decide(request);
    if (decision.effect === 'Deny' && request.printing !== 'nothing') {
      const hint = decision.statement === undefined ? '' : ` (${decision.statement})`;
      platform.print(withoutIdentityIds(`denied: ${decision.message}${hint}`));
    }
    return decision;
  };
};
