/**
 * The policies of the default roles: guests, objects by prefix, rows by leading key. A real account can take them as
 * they are. https://docs.aws.amazon.com/cognito/latest/developerguide/iam-roles.html
 */
import type { PolicyDocument } from '../iam/principal.ts';
import { bucketName, galleryTable, notesTable, tableArn } from './names.ts';

const self = '${cognito-identity.amazonaws.com:sub}';

/** A list of one reads better without its brackets. */
const oneOrMore = (all: readonly string[]): string | readonly string[] =>
  all.length === 1 ? (all[0] ?? '') : all;
const arnsOf = (buckets: readonly string[], path = '') =>
  oneOrMore(buckets.map((bucket) => `arn:aws:s3:::${bucket}${path}`));

/** Everybody sees what lies under `public/`. */
export const publicObjectsIn = (buckets: readonly string[]): PolicyDocument => ({
  Version: '2012-10-17',
  Statement: [
    {
      Sid: 'ReadPublicObjects',
      Effect: 'Allow',
      Action: 's3:GetObject',
      Resource: arnsOf(buckets, '/public/*'),
    },
    {
      Sid: 'ListPublicObjects',
      Effect: 'Allow',
      Action: 's3:ListBucket',
      Resource: arnsOf(buckets),
      Condition: { StringLike: { 's3:prefix': 'public/*' } },
    },
  ],
});

/** Everybody reads the gallery, whole or row by row. */
export const publicRows = (region: string): PolicyDocument => ({
  Version: '2012-10-17',
  Statement: {
    Sid: 'ReadGallery',
    Effect: 'Allow',
    Action: ['dynamodb:GetItem', 'dynamodb:BatchGetItem', 'dynamodb:Query', 'dynamodb:Scan'],
    Resource: tableArn(region, galleryTable),
  },
});

/**
 * A user's own prefix. The slash behind the variable matters: without it, whoever had an id that begins with mine
 * would be let in as well.
 */
export const ownObjectsIn = (buckets: readonly string[]): PolicyDocument => ({
  Version: '2012-10-17',
  Statement: [
    {
      Sid: 'UseOwnObjects',
      Effect: 'Allow',
      Action: [
        's3:GetObject',
        's3:PutObject',
        's3:DeleteObject',
        's3:AbortMultipartUpload',
        's3:ListMultipartUploadParts',
      ],
      Resource: arnsOf(buckets, `/private/${self}/*`),
    },
    {
      Sid: 'ListOwnObjects',
      Effect: 'Allow',
      Action: 's3:ListBucket',
      Resource: arnsOf(buckets),
      Condition: { StringLike: { 's3:prefix': `private/${self}/*` } },
    },
  ],
});

export const ownObjects: PolicyDocument = ownObjectsIn([bucketName]);

/**
 * A user's own rows. Scan is not among the actions: it has no leading key, and `ForAllValues` is true of nothing, so
 * it would show everybody's rows.
 */
export const ownRowsOf = (region: string, tables: readonly string[]): PolicyDocument => ({
  Version: '2012-10-17',
  Statement: {
    Sid: 'UseOwnRows',
    Effect: 'Allow',
    Action: [
      'dynamodb:GetItem',
      'dynamodb:BatchGetItem',
      'dynamodb:Query',
      'dynamodb:PutItem',
      'dynamodb:UpdateItem',
      'dynamodb:DeleteItem',
      'dynamodb:BatchWriteItem',
    ],
    Resource: oneOrMore(tables.map((table) => tableArn(region, table))),
    Condition: { 'ForAllValues:StringEquals': { 'dynamodb:LeadingKeys': [self] } },
  },
});

export const ownRows = (region: string): PolicyDocument => ownRowsOf(region, [notesTable]);

/**
 * Only these identity pools may give the role, and only to guests or only to users. Principal tags have to be allowed
 * beside. https://docs.aws.amazon.com/cognito/latest/developerguide/role-trust-and-permissions.html
 */
export const trustOf = (
  poolIds: string | readonly string[],
  amr: 'authenticated' | 'unauthenticated',
  tags: 'allowed' | 'none' = 'none',
): PolicyDocument => ({
  Version: '2012-10-17',
  Statement: {
    Sid: amr === 'authenticated' ? 'UsersOfThePool' : 'GuestsOfThePool',
    Effect: 'Allow',
    Principal: { Federated: 'cognito-identity.amazonaws.com' },
    Action:
      tags === 'allowed'
        ? ['sts:AssumeRoleWithWebIdentity', 'sts:TagSession']
        : 'sts:AssumeRoleWithWebIdentity',
    Condition: {
      StringEquals: { 'cognito-identity.amazonaws.com:aud': oneOrMore([poolIds].flat()) },
      'ForAnyValue:StringLike': { 'cognito-identity.amazonaws.com:amr': amr },
    },
  },
});
