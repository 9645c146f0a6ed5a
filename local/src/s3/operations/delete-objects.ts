/**
 * DeleteObjects. Each key is authorised on its own.
 * https://docs.aws.amazon.com/AmazonS3/latest/API/API_DeleteObjects.html
 */
import { type S3Operation, xmlReply } from '../call.ts';
import { verifyChecksum } from '../checksums.ts';
import { s3Error } from '../errors.ts';
import { ServiceError } from '../../protocol/service-error.ts';
import { removeObject } from '../state.ts';
import { fromXml, toXml, treesOf } from '../xml.ts';
import { digestBody } from './put-object.ts';

const most = 1000;

export const deleteObjects: S3Operation = async (call) => {
  const { bucket, body, headers, trailers, allow } = call;
  await verifyChecksum(body, headers, trailers);
  digestBody(call);
  const tree = fromXml(new TextDecoder().decode(body), 'Delete', ['Object']);
  const keys = treesOf(tree?.['Object']).map((object) => object['Key']);
  if (
    keys.length === 0 ||
    keys.length > most ||
    !keys.every((key) => typeof key === 'string' && key !== '')
  ) {
    throw s3Error(
      'MalformedXML',
      'The XML you provided was not well-formed or did not validate against our published schema',
    );
  }
  const deleted: { Key: string }[] = [];
  const errors: { Key: string; Code: string; Message: string }[] = [];
  for (const key of keys.map(String)) {
    try {
      allow('s3:DeleteObject', key);
      removeObject(bucket, key);
      deleted.push({ Key: key });
    } catch (error) {
      if (!(error instanceof ServiceError)) throw error;
      errors.push({ Key: key, Code: error.code, Message: error.message });
    }
  }
  const quiet = tree?.['Quiet'] === 'true';
  return xmlReply(toXml('DeleteResult', { ...(!quiet && { Deleted: deleted }), Error: errors }));
};
