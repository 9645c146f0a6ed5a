/** STS: tells who signed. Query protocol in, XML out. https://docs.aws.amazon.com/STS/latest/APIReference/API_GetCallerIdentity.html */
import { XMLBuilder } from 'fast-xml-parser';
import type { Handler } from '../handler.ts';
import { isPreflight, jsonPreflight } from '../json-service.ts';
import { uuidFrom } from '../lib/uuid.ts';
import type { FailureKind } from '../sigv4/failure.ts';
import type { World } from '../world.ts';
import type { Authenticate } from './authenticate.ts';

export interface StsServiceOptions {
  world: World;
  region: string;
  authenticate: Authenticate;
}

/** (?) What GetCallerIdentity needs is far less. */
const bodyLimit = 1024 * 1024;

const namespace = 'https://sts.amazonaws.com/doc/2011-06-15/';

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

export const createStsService = ({ world, region, authenticate }: StsServiceOptions): Handler => {
  const reply = (status: number, root: string, tree: object) => {
    const requestId = uuidFrom(world.random(16));
    const builder = new XMLBuilder({ ignoreAttributes: false, attributeNamePrefix: '@' });
    const metadata =
      status === 200 ? { ResponseMetadata: { RequestId: requestId } } : { RequestId: requestId };
    const xml: string = builder.build({ [root]: { '@xmlns': namespace, ...tree, ...metadata } });
    return new Response(xml, {
      status,
      headers: {
        'content-type': 'text/xml',
        'x-amzn-requestid': requestId,
        'access-control-allow-origin': '*',
        'access-control-expose-headers': 'x-amzn-RequestId,Date',
        'cache-control': 'private, no-store',
        date: new Date(world.now()).toUTCString(),
      },
    });
  };
  const refuse = (code: string, message: string, status: number) =>
    reply(status, 'ErrorResponse', { Error: { Type: 'Sender', Code: code, Message: message } });

  return async (request) => {
    if (isPreflight(request)) return jsonPreflight(request, world);
    const signed = await authenticate(request, { service: 'sts', region, bodyLimit });
    if ('failure' in signed) {
      const [code, status] = dialect[signed.failure.kind];
      return refuse(code, signed.failure.message, status);
    }
    const form =
      request.method === 'POST'
        ? new TextDecoder().decode(signed.body)
        : new URL(request.url).search.slice(1);
    const action = new URLSearchParams(form).get('Action') ?? '';
    if (action !== 'GetCallerIdentity') {
      return refuse(
        'InvalidAction',
        `Could not find operation "${action}": the local STS has GetCallerIdentity only, and issues keys through identity pools.`,
        400,
      );
    }
    const { arn, userId, account } = signed.principal;
    return reply(200, 'GetCallerIdentityResponse', {
      GetCallerIdentityResult: { Arn: arn, UserId: userId, Account: account },
    });
  };
};
