/** A page that reaches for S3 with the kit's credentials, as whoever is here. Its client's config is in the address. */
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
  /** An object's first byte, by an address that was signed here; as an `<img>` would have it. */
  async byAddress() {
    const response = await fetch(await getSignedUrl(s3(), new GetObjectCommand({ Bucket, Key })));
    return (await response.arrayBuffer()).byteLength;
  },
  /** The same through the SDK. */
  async bySdk() {
    const { Body } = await s3().send(new GetObjectCommand({ Bucket, Key }));
    return (await Body?.transformToByteArray())?.byteLength;
  },
};
export type Tools = typeof tools;
Object.assign(globalThis, { tools });
