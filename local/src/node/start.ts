/** Starts the local AWS over HTTP, with its data directory. */
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { createDynalite, type Dynalite } from '../dynamodb/dynalite.ts';
import { tablePlans } from '../config/table-plan.ts';
import { createLocalAwsParts, type LocalAws, type LocalAwsOptions } from '../local-aws/local-aws.ts';
import { type Snapshot, snapshotFromJson } from '../state/snapshot.ts';
import type { Platform } from '../platform/platform.ts';
import { type DataDir, openDataDir } from './data-dir.ts';
import { readConfigFile } from './config-file.ts';
import { startHttpServer } from './http-server.ts';

export interface StartOptions extends Omit<
  LocalAwsOptions,
  'endpoint' | 'dynamodb' | 'database' | 'onReset'
> {
  /** 0 takes any free port. */
  port: number;
  /** Keeps everything that was acknowledged, over a `kill -9` too; without it everything is in memory. */
  dataDir?: string;
  /** TypeScript or an ES module whose default export is a config, or JSON. What is given here goes before it. */
  configFile?: string;
  /** What `GET /_local/snapshot` gave, to begin with. A `dataDir` that has data goes before it. */
  snapshotFile?: string;
}

export interface LocalAwsServer {
  /** `http://localhost:<port>`. */
  url: string;
  aws: LocalAws;
  close(): Promise<void>;
}

interface Running {
  aws: LocalAws;
  data: DataDir | undefined;
  close(): Promise<void>;
}

const READS = ['GET', 'HEAD', 'OPTIONS'];

/** Rejects with EADDRINUSE when the port is taken. */
export async function startLocalAws(options: StartOptions): Promise<LocalAwsServer> {
  const { port, dataDir, configFile, snapshotFile, ...given } = options;
  const settings: LocalAwsOptions = {
    ...(configFile !== undefined && (await readConfigFile(configFile))),
    ...(snapshotFile !== undefined && { snapshot: await readSnapshotFile(snapshotFile) }),
    ...given,
  };
  const print = settings.print ?? ((line: string) => console.log(line));

  // The endpoint is known once the port is: requests that come before everything stands wait for it.
  let stands = (_running: Running): void => {};
  const starting = new Promise<Running>((resolve) => {
    stands = resolve;
  });
  const server = await startHttpServer(
    async (request) => {
      const { aws, data } = await starting;
      try {
        return await aws.fetch(request);
      } finally {
        // Also what was done and then not told of, as with a fault that drops the reply.
        if (!READS.includes(request.method)) await data?.commit();
      }
    },
    { port, print },
  );
  const url = `http://localhost:${server.port}`;
  try {
    const running = await run({ ...settings, print, endpoint: settings.endpoint ?? url }, dataDir);
    stands(running);
    // Signing keys are made at the first wish for them, and take a while: better now than at somebody's first sign-in.
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
      `--snapshot ${file} can not be read: ${why}. It must hold what GET /_local/snapshot answered.`,
      { cause },
    );
  }
}

/** The local AWS with all that Node adds to it. */
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
    // Rows that a directory has are its own; a snapshot brings others only to a new one.
    if (!data?.snapshot && snapshot?.tables) await dynalite.restore(snapshot.tables);
    else await dynalite.createTables();
    await parts.ready();
    await data?.keep(parts);
    return { aws: parts.aws, data, close };
  } catch (error) {
    await close();
    throw error;
  }
}
