/**
 * The policies of the default roles. They work unchanged in a real account.
 * https://docs.aws.amazon.com/cognito/latest/developerguide/iam-roles.html
 */
import type { PolicyDocument } from '../iam/principal.ts';
import { bucketName, galleryTable, notesTable, tableArn } from './names.ts';

const self = '${cognito-identity.amazonaws.com:sub}';

/** Replaces a list of one by its item, which reads better in a policy. */
const oneOrMore = (all: readonly string[]): string | readonly string[] =>
  all.length === 1 ? (all[0] ?? '') : all;
const arnsOf = (buckets: readonly string[], path = '') =>
  oneOrMore(buckets.map((bucket) => `arn:aws:s3:::${bucket}${path}`));

/** Allows everyone to read and list objects under `public/`. */
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

/** Allows everyone to read the gallery, whole or row by row. */
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
 * Allows a user's own prefix. The slash behind the variable is needed: without it, a user whose id begins with
 * another user's id could read that user's objects.
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
 * Allows a user's own rows. Scan is left out: it has no leading key, and `ForAllValues` holds for no values, so
 * Scan would return the rows of all users.
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
 * Trust policy for these identity pools, and for guests or for users only. Principal tags need an action of their
 * own.
 * https://docs.aws.amazon.com/cognito/latest/developerguide/role-trust-and-permissions.html
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
