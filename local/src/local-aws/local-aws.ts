/** Joins the services, the control routes and the faults of one local AWS over one state and one platform. */
import { buildState } from '../config/build-state.ts';
import type { KnownUser } from '../config/user-pool-plan.ts';
import { planOf } from '../config/plan.ts';
import { addMissing, restoredState } from '../config/restored-state.ts';
import { clientKeys, firstOf, type LocalAwsConfig, publicConfigOf } from '../config/public-config.ts';
import { createControl } from '../control/control.ts';
import { refuseFaultMistakes } from '../control/fault-checks.ts';
import { createFaultGate } from '../control/fault-gate.ts';
import { createFaults, type Faults } from '../control/faults.ts';
import { abortable, waitFor } from '../lib/abortable.ts';
import { createLocalPlatform, type MovableClock } from '../platform/local-platform.ts';
import { createServices, type Services } from '../edge/services.ts';
import { type Message, messagesTo } from '../user-pool/state/outbox.ts';
import { renewedState } from '../state/renewed-state.ts';
import { type Snapshot, takeSnapshot } from '../state/snapshot.ts';
import { emptyState, replaceState, type State } from '../state/state.ts';
import { USER_POOL_TARGET } from '../user-pool/service.ts';
import { checkedSetup, type LocalAwsOptions } from './options.ts';

/** A running local AWS. */
export interface LocalAws {
  /** Answers any AWS request in this process, without a socket. Takes the arguments of the web's `fetch`. */
  readonly fetch: (input: string | URL | Request, init?: RequestInit) => Promise<Response>;
  /** Ids of the first user pool, its first client and the first identity pool. Can be spread into `createCognito`. */
  readonly config: LocalAwsConfig;
  /** Users of the first user pool, as the config describes them. */
  readonly users: readonly KnownUser[];
  /** All user pools, each with its clients and the users of the config. */
  readonly userPools: readonly {
    id: string;
    clients: readonly { id: string; secret?: string }[];
    users: readonly KnownUser[];
  }[];
  readonly identityPools: readonly { id: string; name: string }[];
  readonly buckets: readonly string[];
  readonly tables: readonly string[];
  /** The account's own access keys, which may do everything. */
  readonly rootCredentials: { accessKeyId: string; secretAccessKey: string };
  readonly outbox: {
    /** Returns all messages, or those to one address, oldest first. */
    readonly all: (to?: string) => readonly Message[];
    /** Resolves with the newest code sent to an address. Rejects with an Error when none was sent there. */
    readonly code: (to: string) => Promise<string>;
  };
  /** `now` in milliseconds since the epoch; `advance` moves the clock forward by so many seconds. */
  readonly clock: Pick<MovableClock, 'now' | 'advance'>;
  /** Latency, errors, throttling and lost replies, as with `POST /_local/faults`. */
  readonly faults: Faults;
  /** Returns to the config and to the real time, without faults. Signing keys and root keys stay. */
  readonly reset: () => Promise<void>;
  /** Takes a snapshot, from which another local AWS can start. Contains tables when there is a `database`. */
  readonly snapshot: () => Promise<Snapshot>;
  /** Continues from a snapshot. Rejects with an Error, and changes nothing, when the snapshot does not fit the config. */
  readonly restore: (snapshot: Snapshot) => Promise<void>;
}

/** A local AWS with the parts that are needed to save its state. */
export interface LocalAwsParts {
  aws: LocalAws;
  state: State;
  /** Resolves once the state is loaded. */
  ready: () => Promise<void>;
  /** Whether no request is in progress, including those whose client has disconnected. */
  isIdle: () => boolean;
  between: Services['between'];
}

/**
 * Creates a local AWS: user pools, identity pools, STS, S3 and DynamoDB behind one `fetch`, without a socket. Runs in
 * Node and in pages. State is in memory. Two local AWSs share nothing.
 *
 * @param options the set-up and the platform. Default: one user pool with the users ada, grace and linus, one identity
 * pool, a bucket and, with a `database`, two tables.
 * @returns the local AWS. It builds its state on the first request.
 * @throws Error with a line for each mistake in the options
 * @example
 * ```ts
 * import { createLocalAws } from 'cognito-kit-local';
 *
 * const aws = createLocalAws({ users: [{ email: 'ada@example.com', password: 'Correct-horse-1' }] });
 * const response = await aws.fetch(aws.config.endpoint, {
 *   method: 'POST',
 *   headers: { 'x-amz-target': 'AWSCognitoIdentityProviderService.InitiateAuth' },
 *   body: JSON.stringify({
 *     AuthFlow: 'USER_PASSWORD_AUTH',
 *     ClientId: aws.config.clientId,
 *     AuthParameters: { USERNAME: 'ada', PASSWORD: 'Correct-horse-1' },
 *   }),
 * });
 * const { AuthenticationResult } = await response.json();
 * ```
 */
export function createLocalAws(options: LocalAwsOptions = {}): LocalAws {
  return createLocalAwsParts(options).aws;
}

export function createLocalAwsParts(options: LocalAwsOptions): LocalAwsParts {
  const setup = checkedSetup(options);
  const { endpoint = 'http://localhost:4599', wait = waitFor, database } = options;
  const { platform, clock, seeded } = createLocalPlatform(options);
  const plan = planOf(setup, platform);
  const state = emptyState(platform, plan.account);
  const config = firstOf(plan, endpoint);
  const faults = createFaults(refuseFaultMistakes);
  /** The state as it was built, before the first request. */
  let initial: State | undefined;

  let started: Promise<void> | undefined;
  if (options.snapshot) replaceState(state, restoredState(options.snapshot, plan));
  const start = async () => {
    if (options.snapshot) {
      await addMissing(state, plan, platform);
      return;
    }
    initial = takeSnapshot(await buildState(plan, platform, state)).state;
    seeded?.mark();
    begin(initial);
  };
  /** Start and reset both begin here, so that a seed gives both the same ids and secrets. */
  const begin = (from: State) => {
    seeded?.rewind();
    replaceState(state, renewedState(from, state, platform));
  };
  const ready = () => (started ??= start());

  async function reset(): Promise<void> {
    await ready();
    clock.reset();
    faults.clear();
    initial ??= takeSnapshot(await buildState(plan, platform, state)).state;
    begin(initial);
    await database?.reset();
    await options.onReset?.();
  }

  async function snapshot(): Promise<Snapshot> {
    await ready();
    return { ...takeSnapshot(state), ...(database && { tables: await database.dump() }) };
  }

  async function restore(from: Snapshot): Promise<void> {
    await ready();
    const restored = restoredState(from, plan);
    await addMissing(restored, plan, platform);
    replaceState(state, restored);
    if (from.tables) await database?.restore(from.tables);
  }

  const publicConfig = publicConfigOf(plan, config);
  const services = createServices({
    platform,
    region: plan.region,
    state,
    control: createControl({ clock, state, config: () => publicConfig, reset, faults, snapshot, restore }),
    dynamodb: database?.handler ?? options.dynamodb,
    triggers: plan.triggers,
    compromised: options.compromised,
  });
  const handler = createFaultGate(services.handler, { platform, faults, wait });
  let inProgress = 0;

  const aws: LocalAws = {
    config,
    users: plan.userPools[0]?.users ?? [],
    userPools: plan.userPools.map(({ id, clients, users }) => ({
      id,
      clients: clients.map(clientKeys),
      users,
    })),
    identityPools: publicConfig.identityPools,
    buckets: publicConfig.buckets,
    tables: publicConfig.tables,
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
        // A sign-in ends with tokens, so make their signing key while the password is being verified.
        if (request.headers.get('x-amz-target')?.startsWith(USER_POOL_TARGET)) services.prepare();
        inProgress += 1;
        try {
          return await handler(request);
        } finally {
          inProgress -= 1;
        }
      };
      return abortable(answer(), signal);
    },
    outbox: {
      all: (to) => [...messagesTo(state.outbox, to)],
      async code(to) {
        const newest = messagesTo(state.outbox, to).at(-1);
        if (!newest) {
          const others = [...new Set(state.outbox.map((message) => message.to))].join(', ') || 'none';
          throw new Error(`No code was sent to ${to}. Codes were sent to: ${others}.`);
        }
        return newest.code;
      },
    },
    clock: { now: () => clock.now(), advance: (seconds) => clock.advance(seconds) },
    faults: { add: faults.add, list: faults.list, clear: faults.clear },
    reset,
    snapshot,
    restore,
  };
  return { aws, state, ready, isIdle: () => inProgress === 0, between: services.between };
}
