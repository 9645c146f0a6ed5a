/** Starts a local AWS over HTTP for a test file and resets it before each test. For clients of other projects. */
import { afterAll, beforeAll, beforeEach } from 'vitest';
import { type LocalAwsServer, startLocalAws, type StartOptions } from 'cognito-kit-local/node';

/** The response of `GET /_local/config`. */
export interface PublicConfig {
  endpoint: string;
  region: string;
  userPoolId: string;
  clientId: string;
  identityPoolId: string;
  buckets: string[];
  tables: string[];
  users: { username: string; email: string; password: string; totpSecret?: string }[];
}

export interface ServerUnderTest {
  readonly url: string;
  readonly config: PublicConfig;
  /** The user pool's key in `Logins`: `cognito-idp.REGION.amazonaws.com/POOL`. */
  readonly loginKey: string;
  /** The root credentials of the account, which every policy allows. */
  readonly root: { accessKeyId: string; secretAccessKey: string };
  user(name: string): PublicConfig['users'][number];
  /** Returns the newest code that was sent to an address or phone number. */
  code(to: string): Promise<string>;
  /** Advances the server's clock. */
  advance(seconds: number): Promise<void>;
}

/** Registers the hooks that start, reset and close the server. Without `options` it has the default set-up. */
export function localAwsForTests(options: Omit<StartOptions, 'port'> = {}): ServerUnderTest {
  let server: LocalAwsServer;
  let config: PublicConfig;
  const post = async (path: string, body?: unknown) => {
    const reply = await fetch(`${server.url}${path}`, { method: 'POST', body: JSON.stringify(body ?? {}) });
    if (!reply.ok) throw new Error(`POST ${path} answered ${reply.status}`);
  };

  beforeAll(async () => {
    server = await startLocalAws({ print: () => {}, ...options, port: 0 });
    config = await fetch(`${server.url}/_local/config`).then((reply) => reply.json());
  });
  beforeEach(() => post('/_local/reset'));
  afterAll(() => server.close());

  return {
    get url() {
      return server.url;
    },
    get config() {
      return config;
    },
    get loginKey() {
      return `cognito-idp.${config.region}.amazonaws.com/${config.userPoolId}`;
    },
    get root() {
      return server.aws.rootCredentials;
    },
    user(name) {
      const user = config.users.find(({ username }) => username === name);
      if (!user) throw new Error(`the set-up has no user ${name}`);
      return user;
    },
    async code(to) {
      const outbox: { code: string }[] = await fetch(
        `${server.url}/_local/outbox?to=${encodeURIComponent(to)}`,
      ).then((reply) => reply.json());
      const last = outbox.at(-1);
      if (!last) throw new Error(`nothing was sent to ${to}`);
      return last.code;
    },
    advance: (seconds) => post('/_local/clock', { advance: seconds }),
  };
}
