/** amazon-cognito-identity-js's `ICognitoStorage`: localStorage, or what the app gave it instead. */
export interface IdentityJsStorage {
  getItem(key: string): string | null | undefined;
  setItem(key: string, value: string): unknown;
  removeItem(key: string): unknown;
}
