/** Adds to the input of operations what an app's set-up needs beside them. */
export type TransformInput = (operation: string, input: Input) => Input | Promise<Input>;

export type Input = Readonly<Record<string, unknown>>;

/** Members that hold a user name: the operation's own, and those of its parameters. */
const nested = ['AuthParameters', 'ChallengeResponses'] as const;

const isRecord = (value: unknown): value is Record<string, unknown> => value instanceof Object;

/**
 * For app clients that have a secret, which only a server can keep.
 * https://docs.aws.amazon.com/cognito/latest/developerguide/signing-up-users-in-your-app.html#cognito-user-pools-computing-secret-hash
 */
export function withClientSecret({
  clientId,
  clientSecret,
}: {
  clientId: string;
  clientSecret: string;
}): TransformInput {
  const encode = (text: string) => new TextEncoder().encode(text);
  const hash = async (username: string) => {
    const algorithm = { name: 'HMAC', hash: 'SHA-256' };
    const key = await crypto.subtle.importKey('raw', encode(clientSecret), algorithm, false, ['sign']);
    const signature = await crypto.subtle.sign('HMAC', key, encode(username + clientId));
    return btoa(String.fromCharCode(...new Uint8Array(signature)));
  };
  return async (operation, input) => {
    if (operation === 'GetTokensFromRefreshToken' || operation === 'RevokeToken') {
      return { ...input, ClientSecret: clientSecret };
    }
    const { Username } = input;
    const extended: Record<string, unknown> = { ...input };
    if (typeof Username === 'string' && 'ClientId' in input) extended['SecretHash'] = await hash(Username);
    for (const name of nested) {
      const parameters = input[name];
      if (!isRecord(parameters) || typeof parameters['USERNAME'] !== 'string') continue;
      extended[name] = { ...parameters, SECRET_HASH: await hash(parameters['USERNAME']) };
    }
    return extended;
  };
}

/** Operations that take UserContextData. */
const watched =
  /^(SignUp|ConfirmSignUp|ResendConfirmationCode|ForgotPassword|ConfirmForgotPassword|InitiateAuth|RespondToAuthChallenge)$/;

/**
 * For pools with threat protection: `read` gives what the service's script in the page knows of the device
 * (`AmazonCognitoAdvancedSecurityData.getData(username, userPoolId, clientId)`), or nothing.
 * https://docs.aws.amazon.com/cognito/latest/developerguide/user-pool-settings-viewing-threat-protection-app.html
 */
export const withUserContextData =
  (read: (username: string) => string | undefined): TransformInput =>
  (operation, input) => {
    if (!watched.test(operation)) return input;
    const { Username, AuthParameters, ChallengeResponses } = input;
    const parameters = [AuthParameters, ChallengeResponses].find(isRecord);
    const username = Username ?? parameters?.['USERNAME'];
    const EncodedData = typeof username === 'string' ? read(username) : undefined;
    return EncodedData ? { ...input, UserContextData: { EncodedData } } : input;
  };
