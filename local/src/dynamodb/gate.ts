/**
 * Checks signature, policies and leading keys of DynamoDB requests, and passes them on to the backend that stores
 * the items.
 */
import type { Handler } from '../protocol/handler.ts';
import type { Authorize } from '../iam/authorize.ts';
import { answerJsonErrors, isPreflight, jsonPreflight, jsonReply } from '../protocol/json-service.ts';
import type { Principal } from '../iam/principal.ts';
import { ServiceError } from '../protocol/service-error.ts';
import type { Authenticate } from '../sts/authenticate.ts';
import { signatureError } from '../sigv4/json-error.ts';
import type { Platform } from '../platform/platform.ts';
import { missingBehind, readers } from './access.ts';
import { callBackend, contentType, describeKeys } from './backend.ts';
import { checkShape, isTree, type Tree } from './values.ts';

export interface DynamoDbGateOptions {
  platform: Platform;
  region: string;
  authenticate: Authenticate;
  authorize: Authorize;
  /** DynamoDB without authentication, such as dynalite; undefined in a page. */
  backend: Handler | undefined;
}

/**
 * Size of the largest batch in bytes.
 * https://docs.aws.amazon.com/amazondynamodb/latest/APIReference/API_BatchWriteItem.html
 */
const bodyLimit = 16 * 1024 * 1024;

const readInput = (bytes: Uint8Array): Tree => {
  try {
    const input: unknown = JSON.parse(new TextDecoder().decode(bytes));
    if (isTree(input)) return input;
  } catch {
    // Refused below.
  }
  throw new ServiceError('SerializationException', 'The request body is not a JSON object.');
};

/** Replaces account and region in the ARNs that the backend writes. */
const withOwnArns = (text: string, region: string, account: string) =>
  text.replaceAll(
    /arn:aws:dynamodb:[a-z0-9-]+:\d{12}:table\//g,
    `arn:aws:dynamodb:${region}:${account}:table/`,
  );

export const createDynamoDbGate = (options: DynamoDbGateOptions): Handler => {
  const { platform, region, backend } = options;

  const checkAccess = async (principal: Principal, operation: string, input: Tree) => {
    const reader = Object.hasOwn(readers, operation) ? readers[operation] : undefined;
    if (!reader) {
      throw new ServiceError(
        'UnknownOperationException',
        `The local DynamoDB has no operation "${operation}".`,
      );
    }
    const keysOf = (table: string) => (backend ? describeKeys(backend, table) : Promise.resolve(undefined));
    for (const { action, resource, context } of await reader(input, keysOf)) {
      const decision = options.authorize({
        principal,
        action,
        resource: resource === '*' ? '*' : `arn:aws:dynamodb:${region}:${principal.account}:${resource}`,
        context,
      });
      if (decision.effect === 'Deny') throw new ServiceError('AccessDeniedException', decision.message);
    }
  };

  const answer = async (request: Request): Promise<Response> => {
    const signed = await options.authenticate(request, { service: 'dynamodb', region, bodyLimit });
    if ('failure' in signed)
      throw signatureError(signed.failure, { missing: 'Request is missing Authentication Token' });
    const [, operation = ''] = (request.headers.get('x-amz-target') ?? '').split('.');
    const input = readInput(signed.body);
    checkShape(input);
    await checkAccess(signed.principal, operation, input);
    if (missingBehind.includes(operation)) {
      throw new ServiceError(
        'UnknownOperationException',
        `The local DynamoDB has no ${operation}, since dynalite has none. Write the items one by one, or in a batch.`,
      );
    }
    if (!backend) {
      throw new ServiceError(
        'UnknownOperationException',
        'There is no DynamoDB in a page, since dynalite needs Node. Start cognito-kit-local as a server, or pass a handler as `dynamodb`.',
      );
    }
    // Sends the input as it was parsed here, so that the backend cannot parse the same bytes differently.
    const { status, text } = await callBackend(backend, operation, input);
    const body: unknown = JSON.parse(withOwnArns(text, region, signed.principal.account));
    return jsonReply(platform, isTree(body) ? body : {}, { status, contentType });
  };

  const answerSigned = answerJsonErrors(answer, {
    platform,
    service: 'dynamodb',
    contentType,
    internalCode: 'InternalServerError',
  });
  return async (request) => (isPreflight(request) ? jsonPreflight(request, platform) : answerSigned(request));
};
