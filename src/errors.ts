export class CognitoError extends Error {}
