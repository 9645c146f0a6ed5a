/** The XML answers of STS. https://docs.aws.amazon.com/STS/latest/APIReference/CommonErrors.html */
import { XMLBuilder } from 'fast-xml-parser';
import type { ServiceError } from '../protocol/service-error.ts';
import { uuidFrom } from '../lib/uuid.ts';
import type { Platform } from '../platform/platform.ts';

const namespace = 'https://sts.amazonaws.com/doc/2011-06-15/';

const reply = (platform: Platform, status: number, root: string, tree: object): Response => {
  const requestId = uuidFrom(platform.random(16));
  const builder = new XMLBuilder({ ignoreAttributes: false, attributeNamePrefix: '@' });
  const metadata = status === 200 ? { ResponseMetadata: { RequestId: requestId } } : { RequestId: requestId };
  const xml: string = builder.build({ [root]: { '@xmlns': namespace, ...tree, ...metadata } });
  return new Response(xml, {
    status,
    headers: {
      'content-type': 'text/xml',
      'x-amzn-requestid': requestId,
      'access-control-allow-origin': '*',
      'access-control-expose-headers': 'x-amzn-RequestId,Date',
      'cache-control': 'private, no-store',
      date: new Date(platform.now()).toUTCString(),
    },
  });
};

export const stsReply = (platform: Platform, action: string, result: object): Response =>
  reply(platform, 200, `${action}Response`, { [`${action}Result`]: result });

export const stsRefusal = (platform: Platform, { code, message, status }: ServiceError): Response =>
  reply(platform, status, 'ErrorResponse', {
    Error: { Type: status < 500 ? 'Sender' : 'Receiver', Code: code, Message: message },
  });
