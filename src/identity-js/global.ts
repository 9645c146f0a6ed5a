/** Defines `global`, which amazon-cognito-identity-js reads when it is loaded and which browsers lack. */
const scope: typeof globalThis & { global?: unknown } = globalThis;
scope.global ??= globalThis;
