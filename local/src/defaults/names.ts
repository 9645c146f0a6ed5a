/** Names that several parts of the default set-up share. */
export const account = '123456789012';
export const bucketName = 'cognito-kit-local';
export const notesTable = 'notes';
export const galleryTable = 'gallery';
export const identityPoolUuid = '6f1b8a52-3c0d-4b6e-9a27-51d3c8e4f790';
export const userRoleName = 'cognito-kit-user';
export const guestRoleName = 'cognito-kit-guest';

export const roleArn = (name: string): string => `arn:aws:iam::${account}:role/${name}`;
export const tableArn = (region: string, table: string): string =>
  `arn:aws:dynamodb:${region}:${account}:table/${table}`;
