/** The one module of AWS's that is used; it has its types elsewhere, and more of them than are needed. */
declare module '@aws-sdk/credential-providers/dist-es/fromCognitoIdentity.js' {
  export interface AwsHttpRequest {
    headers: Record<string, string>;
    /** JSON, as text or bytes. */
    body?: string | Uint8Array<ArrayBuffer>;
  }
  export interface AwsHttpHandler {
    handle(
      request: AwsHttpRequest,
      options?: { abortSignal?: AbortSignal },
    ): Promise<{ response: { statusCode: number; headers: Record<string, string>; body: unknown } }>;
    destroy(): void;
  }
  export function fromCognitoIdentity(options: {
    identityId: string;
    logins?: Record<string, string>;
    customRoleArn?: string;
    clientConfig: { region: string; endpoint: string; maxAttempts: number; requestHandler: AwsHttpHandler };
  }): () => Promise<{
    accessKeyId: string;
    secretAccessKey: string;
    sessionToken?: string;
    expiration?: Date;
  }>;
}
