/** Starts the local AWS over HTTP, with its data directory. */
import { join } from 'node:path';
import { createDynalite, type Dynalite } from '../dynamodb/dynalite.ts';
import { createLocalAws, type LocalAws, type LocalAwsOptions } from '../local-aws.ts';
import type { World } from '../world.ts';
import { type DataDir, openDataDir } from './data-dir.ts';
import { readConfigFile } from './config-file.ts';
import { startHttpServer } from './http-server.ts';

export interface StartOptions extends Omit<
  LocalAwsOptions,
  'endpoint' | 'snapshot' | 'dynamodb' | 'onReset'
> {
  /** 0 takes any free port. */
  port: number;
  /** Keeps users, objects and rows over a restart; without it everything is in memory. */
  dataDir?: string;
  /** JSON, or an ES module whose default export is LocalAwsOptions. What is given here goes before it. */
  configFile?: string;
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
  const { port, dataDir, configFile, ...given } = options;
  const settings: LocalAwsOptions = {
    ...(configFile !== undefined && (await readConfigFile(configFile))),
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
      const response = await aws.fetch(request);
      if (!READS.includes(request.method)) data?.changed();
      return response;
    },
    { port, print },
  );
  const url = `http://localhost:${server.port}`;
  try {
    const running = await run({ ...settings, print, endpoint: settings.endpoint ?? url }, dataDir);
    stands(running);
    // The first request builds the default set-up: better now than at somebody's first click.
    await running.aws.fetch(url);
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

/** The local AWS with all that Node adds to it. */
async function run(
  options: LocalAwsOptions & Pick<World, 'print'>,
  dataDir: string | undefined,
): Promise<Running> {
  const data = dataDir === undefined ? undefined : await openDataDir(dataDir, options.print);
  let dynalite: Dynalite | undefined;
  const close = async () => {
    await data?.close();
    await dynalite?.close();
  };
  try {
    const rows = await createDynalite(dataDir === undefined ? {} : { dir: join(dataDir, 'dynamodb') });
    dynalite = rows;
    await rows.createTables();
    const aws = createLocalAws({
      ...options,
      dynamodb: rows.handler,
      onReset: () => rows.reset(),
      ...(data?.snapshot && { snapshot: data.snapshot }),
    });
    data?.watch(() => aws.snapshot());
    return { aws, data, close };
  } catch (error) {
    await close();
    throw error;
  }
}
