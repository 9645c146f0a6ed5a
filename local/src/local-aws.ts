/** Joins the services over one state and one clock. Nothing is shared between two local AWSs. */
import { createControl, type PublicConfig } from './control/control.ts';
import { identityPoolId } from './defaults/identity-pool.ts';
import { bucketName } from './defaults/names.ts';
import { restoredState } from './defaults/restored-state.ts';
import { defaultState } from './defaults/state.ts';
import { defaultTables } from './defaults/tables.ts';
import { CLIENT_ID, type UserPoolSettings, userPoolIdFor } from './defaults/user-pool.ts';
import { defaultUsers, type KnownUser, knownUser, type LocalUser } from './defaults/users.ts';
import type { Handler } from './handler.ts';
import { createWorld, type MovableClock } from './local-world.ts';
import { createServices } from './services.ts';
import { type Message, messagesTo } from './state/outbox.ts';
import { type Snapshot, takeSnapshot } from './state/snapshot.ts';
import { emptyState, replaceState } from './state/state.ts';
import type { Triggers } from './user-pool/triggers/triggers.ts';
import type { World } from './world.ts';

export interface LocalAwsOptions extends UserPoolSettings {
  /** Default `us-east-1`. */
  region?: string;
  /** What clients are told to send to. Default `http://localhost:4599`. */
  endpoint?: string;
  /** Instead of ada, grace and linus. */
  users?: readonly LocalUser[];
  /** Milliseconds since the epoch; default Date.now. */
  now?: World['now'];
  random?: World['random'];
  /** One line for each code that would have been mailed and each denial; default: nowhere. */
  print?: World['print'];
  /** DynamoDB without authentication, such as dynalite; what reaches it has been verified. */
  dynamodb?: Handler;
  /** Called by `reset`, for what is kept outside, such as the tables of `dynamodb`. */
  onReset?: () => Promise<void>;
  /** The app's own functions that take part in the pool's work, as Lambda triggers do. */
  triggers?: Triggers;
  /** Starts from what another local AWS had, instead of the default set-up. */
  snapshot?: Snapshot;
}

/** Spreads into createCognito. */
export interface LocalAwsConfig {
  endpoint: string;
  region: string;
  userPoolId: string;
  clientId: string;
  identityPoolId: string;
}

export interface LocalAws {
  /** Answers any AWS request in this process, without a socket. */
  readonly fetch: (input: string | URL | Request, init?: RequestInit) => Promise<Response>;
  readonly config: LocalAwsConfig;
  readonly users: readonly KnownUser[];
  readonly buckets: readonly string[];
  readonly tables: readonly string[];
  /** The account's own keys, which may do everything. */
  readonly rootCredentials: { accessKeyId: string; secretAccessKey: string };
  readonly outbox: {
    /** All messages, or those to one address; the newest last. */
    readonly all: (to?: string) => readonly Message[];
    /** The newest code sent there. Rejects when nothing was. */
    readonly code: (to: string) => Promise<string>;
  };
  readonly clock: Pick<MovableClock, 'now' | 'advance'>;
  /** Back to the default set-up and to the real time. Signing keys and root keys stay. */
  readonly reset: () => Promise<void>;
  /** All that is remembered, to start another from. */
  readonly snapshot: () => Promise<Snapshot>;
}

/** Refuses to wait for an answer that nobody wants any more. */
function abortable<Result>(answer: Promise<Result>, signal: AbortSignal): Promise<Result> {
  return new Promise((resolve, reject) => {
    const abort = () => reject(signal.reason as Error);
    signal.addEventListener('abort', abort, { once: true });
    answer.then(resolve, reject).finally(() => signal.removeEventListener('abort', abort));
  });
}

export function createLocalAws(options: LocalAwsOptions = {}): LocalAws {
  const { region = 'us-east-1', endpoint = 'http://localhost:4599' } = options;
  const { world, clock } = createWorld(options);
  const state = emptyState(world);
  const users = (options.users ?? defaultUsers).map((user) => knownUser(user, world));
  const config: LocalAwsConfig = {
    endpoint,
    region,
    userPoolId: userPoolIdFor(region),
    clientId: CLIENT_ID,
    identityPoolId: identityPoolId(region),
  };
  const buckets = [bucketName];
  const tables = defaultTables.map(({ TableName }) => TableName);

  const fresh = () => defaultState({ world, region, users, settings: options }, state);

  let started: Promise<void> | undefined;
  if (options.snapshot) replaceState(state, restoredState(options.snapshot, config.userPoolId, options));
  const start = async () => {
    if (!options.snapshot) replaceState(state, await fresh());
    services.prepare();
  };
  const ready = () => (started ??= start());

  async function reset(): Promise<void> {
    await ready();
    clock.reset();
    replaceState(state, await fresh());
    await options.onReset?.();
  }

  const publicConfig = (): PublicConfig => ({
    ...config,
    buckets,
    tables,
    users: users.map(({ username, email, password, totpSecret }) => ({
      username,
      email,
      password,
      ...(totpSecret !== undefined && { totpSecret }),
    })),
  });
  const services = createServices({
    world,
    region,
    state,
    control: createControl({ clock, state, config: publicConfig, reset }),
    dynamodb: options.dynamodb,
    triggers: options.triggers && { [config.userPoolId]: options.triggers },
  });

  return {
    config,
    users,
    buckets,
    tables,
    get rootCredentials() {
      return { ...state.sts.root };
    },
    async fetch(input, init) {
      const request = new Request(input, init);
      const { signal } = request;
      signal.throwIfAborted();
      const answer = async () => {
        await ready();
        signal.throwIfAborted();
        return services.handler(request);
      };
      return abortable(answer(), signal);
    },
    outbox: {
      all: (to) => [...messagesTo(state.outbox, to)],
      async code(to) {
        const newest = messagesTo(state.outbox, to).at(-1);
        if (!newest) {
          const others = [...new Set(state.outbox.map((message) => message.to))].join(', ') || 'nobody';
          throw new Error(`No code was sent to ${to}. Codes were sent to: ${others}.`);
        }
        return newest.code;
      },
    },
    clock: { now: () => clock.now(), advance: (seconds) => clock.advance(seconds) },
    reset,
    async snapshot() {
      await ready();
      return takeSnapshot(state);
    },
  };
}
