/** amazon-cognito-identity-js reads Node's name for the global object when it is loaded; browsers have none. */
const here: typeof globalThis & { global?: unknown } = globalThis;
here.global ??= globalThis;
