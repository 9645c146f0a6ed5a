/**
 * STS: GetCallerIdentity and AssumeRoleWithWebIdentity, over the Query protocol with XML answers.
 * https://docs.aws.amazon.com/STS/latest/APIReference/API_Operations.html
 */
import { answerErrors, type Handler } from '../protocol/handler.ts';
import { isPreflight, jsonPreflight } from '../protocol/json-service.ts';
import { readBody } from '../lib/read-body.ts';
import type { FailureKind } from '../sigv4/failure.ts';
import { ServiceError } from '../protocol/service-error.ts';
import { createAssumeRoleWithWebIdentity } from './assume-role-with-web-identity.ts';
import type { Authenticate } from './authenticate.ts';
import { stsRefusal, stsReply } from './reply.ts';
import type { TokenVerifier } from './web-identity-token.ts';

export interface StsServiceOptions extends TokenVerifier {
  region: string;
  authenticate: Authenticate;
}

/** Assumption: AWS documents no limit. The largest request needs far less. */
const bodyLimit = 1024 * 1024;

const dialect = {
  missing: ['MissingAuthenticationToken', 403],
  malformed: ['IncompleteSignature', 400],
  unsupported: ['IncompleteSignature', 400],
  unknownKey: ['InvalidClientTokenId', 403],
  wrongScope: ['SignatureDoesNotMatch', 403],
  skewed: ['SignatureDoesNotMatch', 403],
  expiredUrl: ['SignatureDoesNotMatch', 403],
  unsignedHeader: ['SignatureDoesNotMatch', 403],
  payloadMismatch: ['SignatureDoesNotMatch', 403],
  wrongSignature: ['SignatureDoesNotMatch', 403],
  invalidToken: ['InvalidClientTokenId', 403],
  expiredToken: ['ExpiredToken', 403],
  bodyTooLarge: ['RequestEntityTooLarge', 413],
  bodyCutShort: ['IncompleteSignature', 400],
} as const satisfies Record<FailureKind, readonly [string, number]>;

const unsigned = 'AssumeRoleWithWebIdentity';

const parse = (request: Request, body: Uint8Array): URLSearchParams =>
  new URLSearchParams(
    request.method === 'POST' ? new TextDecoder().decode(body) : new URL(request.url).search.slice(1),
  );

export const createStsService = (options: StsServiceOptions): Handler => {
  const { platform, region, authenticate } = options;
  const assumeRoleWithWebIdentity = createAssumeRoleWithWebIdentity(options);

  const answer: Handler = async (request) => {
    // The body names the action, and the action decides whether the request has to be signed.
    const peeked = request.method === 'POST' ? await readBody(request.clone(), bodyLimit) : undefined;
    const form = parse(request, peeked && 'bytes' in peeked ? peeked.bytes : new Uint8Array());
    if (form.get('Action') === unsigned) {
      return stsReply(platform, unsigned, await assumeRoleWithWebIdentity(form));
    }
    const signed = await authenticate(request, { service: 'sts', region, bodyLimit });
    if ('failure' in signed) {
      const [code, status] = dialect[signed.failure.kind];
      return stsRefusal(platform, new ServiceError(code, signed.failure.message, status));
    }
    const action = parse(request, signed.body).get('Action') ?? '';
    if (action !== 'GetCallerIdentity') {
      // Only names are repeated: the parameter may hold a token that was sent in the wrong field.
      throw new ServiceError(
        'InvalidAction',
        `Could not find operation "${/^\w{1,64}$/.test(action) ? action : '…'}": the local STS has GetCallerIdentity and AssumeRoleWithWebIdentity, and issues keys through identity pools.`,
      );
    }
    const { arn, userId, account } = signed.principal;
    return stsReply(platform, action, { Arn: arn, UserId: userId, Account: account });
  };

  const answerErrorsInXml = answerErrors(answer, {
    platform,
    service: 'sts',
    internalCode: 'InternalFailure',
    reply: (error) => {
      // A denial by a trust policy has been printed with its reason, an internal error with its stack.
      if (error.code !== 'AccessDenied' && error.status < 500) {
        platform.print(`sts: refused: ${error.code}: ${error.message}`);
      }
      return stsRefusal(platform, error);
    },
  });
  return async (request) =>
    isPreflight(request) ? jsonPreflight(request, platform) : answerErrorsInXml(request);
};
