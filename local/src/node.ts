/** The local AWS over HTTP, for Node. */
export { startLocalAws } from './node/start.ts';
export type { LocalAwsServer, StartOptions } from './node/start.ts';
