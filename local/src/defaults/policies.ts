/**
 * The policies of the default roles: guests, objects by prefix, rows by leading key. A real account can take them as
 * they are. https://docs.aws.amazon.com/cognito/latest/developerguide/iam-roles.html
 */
import type { PolicyDocument } from '../principal.ts';
import { bucketArn, galleryTable, notesTable, tableArn } from './names.ts';

const self = '${cognito-identity.amazonaws.com:sub}';

/** Everybody sees what lies under `public/`. */
export const publicObjects: PolicyDocument = {
  Version: '2012-10-17',
  Statement: [
    {
      Sid: 'ReadPublicObjects',
      Effect: 'Allow',
      Action: 's3:GetObject',
      Resource: `${bucketArn}/public/*`,
    },
    {
      Sid: 'ListPublicObjects',
      Effect: 'Allow',
      Action: 's3:ListBucket',
      Resource: bucketArn,
      Condition: { StringLike: { 's3:prefix': 'public/*' } },
    },
  ],
};

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
export const ownObjects: PolicyDocument = {
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
      Resource: `${bucketArn}/private/${self}/*`,
    },
    {
      Sid: 'ListOwnObjects',
      Effect: 'Allow',
      Action: 's3:ListBucket',
      Resource: bucketArn,
      Condition: { StringLike: { 's3:prefix': `private/${self}/*` } },
    },
  ],
};

/**
 * A user's own rows. Scan is not among the actions: it has no leading key, and `ForAllValues` is true of nothing, so
 * it would show everybody's rows.
 */
export const ownRows = (region: string): PolicyDocument => ({
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
    Resource: tableArn(region, notesTable),
    Condition: { 'ForAllValues:StringEquals': { 'dynamodb:LeadingKeys': [self] } },
  },
});

/** Only this identity pool may take the role, and only for guests or only for users. */
export const trustOf = (poolId: string, amr: 'authenticated' | 'unauthenticated'): PolicyDocument => ({
  Version: '2012-10-17',
  Statement: {
    Sid: amr === 'authenticated' ? 'UsersOfThePool' : 'GuestsOfThePool',
    Effect: 'Allow',
    Principal: { Federated: 'cognito-identity.amazonaws.com' },
    Action: 'sts:AssumeRoleWithWebIdentity',
    Condition: {
      StringEquals: { 'cognito-identity.amazonaws.com:aud': poolId },
      'ForAnyValue:StringLike': { 'cognito-identity.amazonaws.com:amr': amr },
    },
  },
});
