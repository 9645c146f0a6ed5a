/**
 * Lets a request reach an administrators' operation only if it is signed and the signer's policies allow the action on
 * the pool's ARN.
 * https://docs.aws.amazon.com/service-authorization/latest/reference/list_amazoncognitouserpools.html
 */
import type { Handler } from '../protocol/handler.ts';
import type { Authorize } from '../iam/authorize.ts';
import {
  answerJsonErrors,
  createJsonService,
  type JsonObject,
  type JsonOperation,
} from '../protocol/json-service.ts';
import type { Principal } from '../iam/principal.ts';
import { ServiceError } from '../protocol/service-error.ts';
import { signatureError } from '../sigv4/json-error.ts';
import type { Authenticate } from '../sts/authenticate.ts';
import type { Platform } from '../platform/platform.ts';
import { rules } from './input.ts';

export interface AdminGateOptions {
  platform: Platform;
  region: string;
  target: string;
  authenticate: Authenticate;
  authorize: Authorize;
  operations: Readonly<Record<string, JsonOperation>>;
}

const bodyLimit = 1024 * 1024;

export function createAdminGate({
  platform,
  region,
  target,
  authenticate,
  authorize,
  operations,
}: AdminGateOptions): Handler {
  function allow(principal: Principal, name: string, { UserPoolId }: JsonObject): void {
    const partition = region.startsWith('cn-') ? 'aws-cn' : 'aws';
    // The operation itself refuses a malformed id. For the policies, such an id names no pool.
    const id = typeof UserPoolId === 'string' && rules.userPoolId.pattern.test(UserPoolId) ? UserPoolId : '';
    const decision = authorize({
      principal,
      action: `cognito-idp:${name}`,
      resource: `arn:${partition}:cognito-idp:${region}:${principal.account}:userpool/${id}`,
    });
    if (decision.effect === 'Deny') throw new ServiceError('AccessDeniedException', decision.message);
  }

  const allowed = (principal: Principal) =>
    Object.fromEntries(
      Object.entries(operations).map(([name, operation]): [string, JsonOperation] => [
        name,
        (input, request) => {
          allow(principal, name, input);
          return operation(input, request);
        },
      ]),
    );

  const verifyAndAnswer: Handler = async (request) => {
    const signed = await authenticate(request, { service: 'cognito-idp', region, bodyLimit });
    if ('failure' in signed) throw signatureError(signed.failure);
    const { url, method, headers } = request;
    // Repeats the request with the body that was read and whose signature is verified.
    const verified = new Request(url, { method, headers, body: signed.body });
    return createJsonService({ platform, target, operations: allowed(signed.principal) })(verified);
  };
  return answerJsonErrors(verifyAndAnswer, { platform, service: target });
}
