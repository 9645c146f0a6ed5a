/** Declares the one module of AWS's package that the kit imports, with the few types that it needs. */
declare module '@aws-sdk/credential-providers/dist-es/fromCognitoIdentity.js' {
  export interface AwsHttpHandler {
    /** Sends a request, whose body is JSON as text or bytes. */
    handle(request: {
      body?: string | Uint8Array<ArrayBuffer>;
    }): Promise<{ response: { statusCode: number; headers: Record<string, string>; body: unknown } }>;
  }
  export function fromCognitoIdentity(options: {
    identityId: string;
    logins: Readonly<Record<string, string>> | undefined;
    customRoleArn: string | undefined;
    clientConfig: { region: string; endpoint: string; maxAttempts: number; requestHandler: AwsHttpHandler };
  }): () => Promise<{
    accessKeyId: string;
    secretAccessKey: string;
    sessionToken?: string;
    expiration?: Date;
  }>;
}
