/**
 * Chooses the operation of a request. Refuses requests for operations that are not implemented, so that none is
 * taken for another.
 */
import type { S3Operation } from './call.ts';
import { s3Error } from './errors.ts';
import { abortMultipartUpload } from './operations/abort-multipart-upload.ts';
import { completeMultipartUpload } from './operations/complete-multipart-upload.ts';
import { createMultipartUpload } from './operations/create-multipart-upload.ts';
import { deleteObject } from './operations/delete-object.ts';
import { deleteObjects } from './operations/delete-objects.ts';
import { getObject } from './operations/get-object.ts';
import { headBucket } from './operations/head-bucket.ts';
import { listObjectsV2 } from './operations/list-objects-v2.ts';
import { listParts } from './operations/list-parts.ts';
import { putObject } from './operations/put-object.ts';
import { uploadPart } from './operations/upload-part.ts';

/** Query parameters that choose an operation of S3 and so must not be ignored. */
const selectors = new Set(
  `abac accelerate acl analytics annotation attributes cors delete encryption intelligent-tiering inventory legal-hold
  lifecycle list-type location logging metadataAnnotationTable metadataConfiguration metadataInventoryTable
  metadataJournalTable metadataTable metrics notification object-lock ownershipControls partNumber policy policyStatus
  publicAccessBlock renameObject replication requestPayment restore retention select session tagging torrent uploadId
  uploads versionId versioning versions website`.split(/\s+/),
);

/** Operations by method, bucket or object, and the selectors in alphabetical order. */
const routes: Readonly<Record<string, S3Operation>> = {
  'HEAD bucket': headBucket,
  'GET bucket list-type': listObjectsV2,
  'POST bucket delete': deleteObjects,
  'GET object': getObject,
  'HEAD object': getObject,
  'PUT object': putObject,
  'DELETE object': deleteObject,
  'POST object uploads': createMultipartUpload,
  'PUT object partNumber uploadId': uploadPart,
  'POST object uploadId': completeMultipartUpload,
  'DELETE object uploadId': abortMultipartUpload,
  'GET object uploadId': listParts,
};

export const chooseOperation = (
  request: Request,
  key: string,
  query: ReadonlyMap<string, string>,
): S3Operation => {
  const chosen = [...query.keys()].filter((name) => selectors.has(name)).toSorted();
  const route = [request.method, key === '' ? 'bucket' : 'object', ...chosen].join(' ');
  const operation = Object.hasOwn(routes, route) ? routes[route] : undefined;
  const version2 = !chosen.includes('list-type') || query.get('list-type') === '2';
  if (!operation || !version2 || request.headers.has('x-amz-copy-source')) {
    const what = request.headers.has('x-amz-copy-source') ? 'copying of objects' : `operation for "${route}"`;
    throw s3Error(
      'NotImplemented',
      `The local S3 has no ${what}. It has the get, put, head, delete, list (version 2) and multipart operations.`,
    );
  }
  return operation;
};
