/** The keys under which amazon-cognito-identity-js and Amplify store a session, and the key-value store that they use. */

/** The `ICognitoStorage` of amazon-cognito-identity-js: localStorage, or the app's own replacement. */
export interface IdentityJsStorage {
  getItem(key: string): string | null | undefined;
  setItem(key: string, value: string): unknown;
  removeItem(key: string): unknown;
}

/** Returns the keys of an app client. */
export function createKeys(clientId: string) {
  const prefix = `CognitoIdentityServiceProvider.${clientId}`;
  return {
    prefix: `${prefix}.`,
    /** The name under which the signed-in user's items are stored. */
    lastUser: `${prefix}.LastAuthUser`,
    /** The kit's own item: it has the libraries' prefix, and is no user's. */
    kit: `${prefix}.cognito-kit`,
    /** The key of one item of a user. */
    of: (username: string, item: string) => `${prefix}.${username}.${item}`,
  };
}
