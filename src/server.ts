/** `cognito-kit/server`: one client for each request, over that request's cookies, with verified tokens. */
export { createCognitoServer, type CognitoServer, type CognitoServerConfig } from './server/server.ts';
export type { RequestLike } from './server/open-request.ts';
export type { RequiredUser, ServerCognito } from './server/server-cognito.ts';
export type { VerifyToken } from './server/verify.ts';
export { jsonForHtml } from './server/html.ts';
export type { InitialSession } from './client/initial-session.ts';
export type { CookieOptions } from './storage/cookie/cookie-jar.ts';
export { isCognitoError } from './errors.ts';
