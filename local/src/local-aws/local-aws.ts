/** Joins the services over one state and one clock. Nothing is shared between two local AWSs. */
import { buildState } from '../config/build-state.ts';
import type { LocalAwsSetup } from '../config/config.ts';
import type { KnownUser } from '../config/user-pool-plan.ts';
import { planOf } from '../config/plan.ts';
import { addMissing, restoredState } from '../config/restored-state.ts';
import { refuseMistakes } from '../config/setup-mistakes.ts';
import { clientKeys, firstOf, type LocalAwsConfig, publicConfigOf } from '../config/public-config.ts';
import { createControl } from '../control/control.ts';
import { refuseFaultMistakes } from '../control/fault-checks.ts';
import { createFaultGate } from '../control/fault-gate.ts';
import { createFaults, type Faults } from '../control/faults.ts';
import type { Database } from '../dynamodb/database.ts';
import type { Handler } from '../protocol/handler.ts';
import { abortable, waitFor } from '../lib/abortable.ts';
import { createLocalPlatform, type MovableClock } from '../platform/local-platform.ts';
import { createServices, type Services } from '../edge/services.ts';
import { type Message, messagesTo } from '../user-pool/state/outbox.ts';
import { renewedState } from '../state/renewed-state.ts';
import { type Snapshot, takeSnapshot } from '../state/snapshot.ts';
import { emptyState, replaceState, type State } from '../state/state.ts';
import { USER_POOL_TARGET } from '../user-pool/service.ts';
import type { Platform } from '../platform/platform.ts';

export interface LocalAwsOptions extends LocalAwsSetup {
  /** Milliseconds since the epoch; default Date.now. */
  now?: Platform['now'];
  /** Instead of a `seed`. */
  random?: Platform['random'];
  /** Signing keys, by the id of the pool that they are for: 2048 bits of RSA. Default: made when first needed. */
  rsaKey?: Platform['rsaKey'];
  /** One line for each code that would have been mailed and each denial; default: nowhere. */
  print?: Platform['print'];
  /** For faults of latency: resolves after so many milliseconds; default by setTimeout. */
  wait?: (milliseconds: number, signal: AbortSignal) => Promise<void>;
  /** DynamoDB without authentication, such as dynalite; what reaches it has been verified. */
  dynamodb?: Handler;
  /** The same, with what a snapshot and a reset need of it. */
  database?: Database;
  /** Called by `reset`, for what is kept outside. */
  onReset?: () => Promise<void>;
  /** Starts from what another local AWS had, instead of the default set-up. */
  snapshot?: Snapshot;
}

export interface LocalAws {
  /** Answers any AWS request in this process, without a socket. */
  readonly fetch: (input: string | URL | Request, init?: RequestInit) => Promise<Response>;
  /** Of the first user pool, its first client, and the first identity pool. */
  readonly config: LocalAwsConfig;
  /** Of the first user pool. */
  readonly users: readonly KnownUser[];
  /** All of them, each with its clients and the users of the config. */
  readonly userPools: readonly {
    id: string;
    clients: readonly { id: string; secret?: string }[];
    users: readonly KnownUser[];
  }[];
  readonly identityPools: readonly { id: string; name: string }[];
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
  /** Latency, errors, throttling and lost replies, as `POST /_local/faults` orders them. */
  readonly faults: Faults;
  /** Back to the config and to the real time, without faults. Signing keys and root keys stay. */
  readonly reset: () => Promise<void>;
  /** All that is remembered, to start another from; tables too, where there is a database. */
  readonly snapshot: () => Promise<Snapshot>;
  /** Goes on from a snapshot. Throws, and changes nothing, for one that does not fit. */
  readonly restore: (snapshot: Snapshot) => Promise<void>;
}

/** What whoever keeps the state in a directory works with besides. */
export interface LocalAwsParts {
  aws: LocalAws;
  state: State;
  /** Resolves once the state is there. */
  ready: () => Promise<void>;
  /** Whether no request is being worked on, not even one whose client went away. */
  isIdle: () => boolean;
  between: Services['between'];
}

/** Throws with a line for each mistake in the options. */
export function createLocalAws(options: LocalAwsOptions = {}): LocalAws {
  return createLocalAwsParts(options).aws;
}

function checked(options: LocalAwsOptions): LocalAwsSetup {
  const { dynamodb: _1, database: _2, onReset: _3, snapshot: _4, rsaKey: _5, ...setup } = options;
  refuseMistakes(setup, 'createLocalAws');
  return setup;
}

export function createLocalAwsParts(options: LocalAwsOptions): LocalAwsParts {
  const setup = checked(options);
  const { endpoint = 'http://localhost:4599', wait = waitFor, database } = options;
  const { platform, clock, seeded } = createLocalPlatform(options);
  const plan = planOf(setup, platform);
  const state = emptyState(platform, plan.account);
  const config = firstOf(plan, endpoint);
  const faults = createFaults(refuseFaultMistakes);
  /** As it was built, before anybody came. */
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
  /** The start does what a reset does, so that a seed gives both the same. */
  const begin = (as: State) => {
    seeded?.rewind();
    replaceState(state, renewedState(as, state, platform));
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

  async function restore(given: Snapshot): Promise<void> {
    await ready();
    const restored = restoredState(given, plan);
    await addMissing(restored, plan, platform);
    replaceState(state, restored);
    if (given.tables) await database?.restore(given.tables);
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
  let atWork = 0;

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
        // A sign-in ends with tokens: their key is being made while the password is being proven.
        if (request.headers.get('x-amz-target')?.startsWith(USER_POOL_TARGET)) services.prepare();
        atWork += 1;
        try {
          return await handler(request);
        } finally {
          atWork -= 1;
        }
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
    faults: { add: faults.add, list: faults.list, clear: faults.clear },
    reset,
    snapshot,
    restore,
  };
  return { aws, state, ready, isIdle: () => atWork === 0, between: services.between };
}
