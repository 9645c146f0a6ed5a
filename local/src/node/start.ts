/** Starts the local AWS over HTTP, with its data directory. */
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { createDynalite, type Dynalite } from '../dynamodb/dynalite.ts';
import { tablePlans } from '../config/table-plan.ts';
import { createLocalAwsParts, type LocalAws } from '../local-aws/local-aws.ts';
import type { LocalAwsOptions } from '../local-aws/options.ts';
import { type Snapshot, snapshotFromJson } from '../state/snapshot.ts';
import type { Platform } from '../platform/platform.ts';
import { type DataDir, openDataDir } from './data-dir.ts';
import { readConfigFile } from './config-file.ts';
import { startHttpServer } from './http-server.ts';

/** The options of createLocalAws, with a port and files. */
export interface StartOptions extends Omit<
  LocalAwsOptions,
  'endpoint' | 'dynamodb' | 'database' | 'onReset'
> {
  /** Port on localhost. 0 takes any free port. */
  port: number;
  /** Directory that everything acknowledged is saved in, safe against `kill -9`. Default: in memory. */
  dataDir?: string;
  /** TypeScript or an ES module with a config as default export, or JSON. Options passed here override it. */
  configFile?: string;
  /** The answer of `GET /_local/snapshot`, to start from. A `dataDir` with data overrides it. */
  snapshotFile?: string;
}

/** A local AWS that listens on localhost. */
export interface LocalAwsServer {
  /** `http://localhost:<port>`. */
  url: string;
  /** The local AWS itself, for its outbox, clock, faults and reset. */
  aws: LocalAws;
  /** Saves the data directory and stops listening. Ends open connections. */
  close(): Promise<void>;
}

interface Running {
  aws: LocalAws;
  data: DataDir | undefined;
  close(): Promise<void>;
}

const READS = ['GET', 'HEAD', 'OPTIONS'];

/**
 * Starts the local AWS as an HTTP server on localhost, with DynamoDB by dynalite.
 *
 * @param options port, files, and the options of `createLocalAws`. `print` defaults to `console.log`.
 * @returns the server, once the state is loaded
 * @throws Error with a line for each mistake in the config or the options
 * @throws Error when the config file, the snapshot or the data directory cannot be read, or when another local AWS uses
 * the data directory
 * @throws Error with the code `EADDRINUSE` when the port is taken
 * @example
 * ```ts
 * import { startLocalAws } from 'cognito-kit-local/node';
 *
 * const server = await startLocalAws({ port: 4599, dataDir: '.local-aws' });
 * console.log(server.url, server.aws.config);
 * await server.close();
 * ```
 */
export async function startLocalAws(options: StartOptions): Promise<LocalAwsServer> {
  const { port, dataDir, configFile, snapshotFile, ...overrides } = options;
  const settings: LocalAwsOptions = {
    ...(configFile !== undefined && (await readConfigFile(configFile))),
    ...(snapshotFile !== undefined && { snapshot: await readSnapshotFile(snapshotFile) }),
    ...overrides,
  };
  const print = settings.print ?? ((line: string) => console.log(line));

  // Requests may arrive before start-up is complete, because the endpoint depends on the port. They wait here.
  let resolveStart = (_running: Running): void => {};
  const starting = new Promise<Running>((resolve) => {
    resolveStart = resolve;
  });
  const server = await startHttpServer(
    async (request) => {
      const { aws, data } = await starting;
      try {
        return await aws.fetch(request);
      } finally {
        // Commits also after a fault that dropped the reply: the work was done.
        if (!READS.includes(request.method)) await data?.commit();
      }
    },
    { port, print },
  );
  const url = `http://localhost:${server.port}`;
  try {
    const running = await run({ ...settings, print, endpoint: settings.endpoint ?? url }, dataDir);
    resolveStart(running);
    // Signing keys take a while to make, so the first one is made now and not during the first sign-in.
    void running.aws.fetch(`${url}/${running.aws.config.userPoolId}/.well-known/jwks.json`);
    return {
      url,
      aws: running.aws,
      async close() {
        await server.close();
        await running.close();
      },
    };
  } catch (error) {
    await server.close();
    throw error;
  }
}

async function readSnapshotFile(file: string): Promise<Snapshot> {
  try {
    return snapshotFromJson(await readFile(file, 'utf8'));
  } catch (cause) {
    const why = cause instanceof Error ? cause.message : String(cause);
    throw new Error(
      `--snapshot ${file} cannot be read: ${why}. It must contain the answer of GET /_local/snapshot.`,
      { cause },
    );
  }
}

/** Creates the local AWS with dynalite and the data directory. */
async function run(
  options: LocalAwsOptions & Pick<Platform, 'print'>,
  dataDir: string | undefined,
): Promise<Running> {
  const data = dataDir === undefined ? undefined : await openDataDir(dataDir, options.print);
  let dynalite: Dynalite | undefined;
  const close = async () => {
    await data?.close();
    await dynalite?.close();
  };
  try {
    const dir = dataDir === undefined ? {} : { dir: join(dataDir, 'dynamodb') };
    dynalite = await createDynalite({ ...dir, tables: tablePlans(options) });
    const snapshot = data?.snapshot ?? options.snapshot;
    const parts = createLocalAwsParts({
      ...options,
      database: dynalite,
      ...(snapshot && { snapshot }),
    });
    // Tables of an existing directory stay. A snapshot's tables are restored into a new directory only.
    if (!data?.snapshot && snapshot?.tables) await dynalite.restore(snapshot.tables);
    else await dynalite.createTables();
    await parts.ready();
    await data?.save(parts);
    return { aws: parts.aws, data, close };
  } catch (error) {
    await close();
    throw error;
  }
}
