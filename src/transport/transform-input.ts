/** Functions that add to the input of operations: the hash of a client secret, and data about the user's device. */

/** Returns the input to send in place of an operation's own. */
export type TransformInput = (operation: string, input: Input) => Input | Promise<Input>;

export type Input = Readonly<Record<string, unknown>>;

/** Members whose `USERNAME` needs a hash of its own, beside the operation's `Username`. */
const parameterNames = ['AuthParameters', 'ChallengeResponses'] as const;

const isRecord = (value: unknown): value is Record<string, unknown> => value instanceof Object;

/**
 * Adds the secret of an app client, or the hash that it requires. For servers only, since a browser cannot keep a secret.
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
    const transformed: Record<string, unknown> = { ...input };
    if (typeof Username === 'string' && 'ClientId' in input) transformed['SecretHash'] = await hash(Username);
    for (const name of parameterNames) {
      const parameters = input[name];
      if (!isRecord(parameters) || typeof parameters['USERNAME'] !== 'string') continue;
      transformed[name] = { ...parameters, SECRET_HASH: await hash(parameters['USERNAME']) };
    }
    return transformed;
  };
}

/** The operations that take UserContextData. */
const operationsWithContext =
  /^(SignUp|ConfirmSignUp|ResendConfirmationCode|ForgotPassword|ConfirmForgotPassword|InitiateAuth|RespondToAuthChallenge)$/;

/**
 * Adds data about the user's device, for pools with threat protection.
 * https://docs.aws.amazon.com/cognito/latest/developerguide/user-pool-settings-viewing-threat-protection-app.html
 * @param read Returns the data of Cognito's script in the page:
 * `AmazonCognitoAdvancedSecurityData.getData(username, userPoolId, clientId)`; undefined sends none
 */
export const withUserContextData =
  (read: (username: string) => string | undefined): TransformInput =>
  (operation, input) => {
    if (!operationsWithContext.test(operation)) return input;
    const { Username, AuthParameters, ChallengeResponses } = input;
    const parameters = [AuthParameters, ChallengeResponses].find(isRecord);
    const username = Username ?? parameters?.['USERNAME'];
    const EncodedData = typeof username === 'string' ? read(username) : undefined;
    return EncodedData ? { ...input, UserContextData: { EncodedData } } : input;
  };
