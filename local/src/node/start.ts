/** Starts the local AWS over HTTP, with its data directory. */
import { join } from 'node:path';
import { createDynalite } from '../dynamodb/dynalite.ts';
import { createLocalAws, type LocalAws, type LocalAwsOptions } from '../local-aws.ts';
import { openDataDir } from './data-dir.ts';
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

const READS = ['GET', 'HEAD', 'OPTIONS'];

/** Rejects with EADDRINUSE when the port is taken. */
export async function startLocalAws(options: StartOptions): Promise<LocalAwsServer> {
  const { port, dataDir, configFile, ...given } = options;
  const settings: LocalAwsOptions = {
    ...(configFile !== undefined && (await readConfigFile(configFile))),
    ...given,
  };
  const print = settings.print ?? ((line: string) => console.log(line));
  const data = dataDir === undefined ? undefined : await openDataDir(dataDir, print);
  const dynalite = await createDynalite(dataDir === undefined ? {} : { dir: join(dataDir, 'dynamodb') });
  await dynalite.createTables();

  // The endpoint is known once the port is: requests that come before everything stands wait for it.
  let stands = (_aws: LocalAws): void => {};
  const starting = new Promise<LocalAws>((resolve) => {
    stands = resolve;
  });
  const server = await startHttpServer(
    async (request) => {
      const aws = await starting;
      const response = await aws.fetch(request);
      if (!READS.includes(request.method)) data?.changed();
      return response;
    },
    { port, print },
  );
  const url = `http://localhost:${server.port}`;
  const aws = createLocalAws({
    ...settings,
    print,
    endpoint: settings.endpoint ?? url,
    dynamodb: dynalite.handler,
    onReset: () => dynalite.reset(),
    ...(data?.snapshot && { snapshot: data.snapshot }),
  });
  data?.watch(() => aws.snapshot());
  stands(aws);
  return {
    url,
    aws,
    async close() {
      await server.close();
      await data?.close();
      await dynalite.close();
    },
  };
}
