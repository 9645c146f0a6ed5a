/** A page that reads from S3 with the kit's credentials, as a guest or a user. The address contains the client's config. */
import { GetObjectCommand, S3Client } from '@aws-sdk/client-s3';
import { getSignedUrl } from '@aws-sdk/s3-request-presigner';
import { createAwsClient, createCognito, createSignInFlow, type CognitoConfig } from 'cognito-kit';

const { Bucket, Key, ...config } = JSON.parse(decodeURIComponent(location.hash.slice(1))) as CognitoConfig & {
  Bucket: string;
  Key: string;
};
const cognito = createCognito(config);
const s3 = () => createAwsClient(cognito, S3Client);

const tools = {
  async signIn(username: string, password: string) {
    const flow = createSignInFlow(cognito);
    await flow.start({ username, password });
    return flow.getSnapshot().step.name;
  },
  /** Reads an object through a presigned URL, as an `<img>` does, and returns its length in bytes. */
  async readByPresignedUrl() {
    const response = await fetch(await getSignedUrl(s3(), new GetObjectCommand({ Bucket, Key })));
    return (await response.arrayBuffer()).byteLength;
  },
  /** Reads an object through the SDK and returns its length in bytes. */
  async readBySdk() {
    const { Body } = await s3().send(new GetObjectCommand({ Bucket, Key }));
    return (await Body?.transformToByteArray())?.byteLength;
  },
};
export type Tools = typeof tools;
Object.assign(globalThis, { tools });
