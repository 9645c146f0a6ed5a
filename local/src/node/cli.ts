/** `cognito-kit-local --port N [--data DIR] [--config FILE]`. */
import { parseArgs } from 'node:util';
import { startLocalAws } from './start.ts';

const DEFAULT_PORT = 4599;
const usage = `Usage: cognito-kit-local [--port N] [--data DIR] [--config FILE]
  --port N       listen on this port of localhost (default ${DEFAULT_PORT}; 0 takes any free one)
  --data DIR     keep users, objects and rows in DIR over a restart
  --config FILE  JSON, or an ES module whose default export is LocalAwsOptions;
                 its users are those of a new DIR, not of one that has users already`;

function readArguments(args: readonly string[]) {
  const { values } = parseArgs({
    args: [...args],
    options: {
      port: { type: 'string', default: String(DEFAULT_PORT) },
      data: { type: 'string' },
      config: { type: 'string' },
      help: { type: 'boolean', short: 'h', default: false },
    },
  });
  if (!/^\d{1,5}$/.test(values.port) || Number(values.port) > 65_535) {
    throw new Error(`--port must be a number from 0 to 65535, and is "${values.port}".`);
  }
  return values;
}

const explain = (error: unknown, port: string): string => {
  if (!(error instanceof Error)) return String(error);
  return 'code' in error && error.code === 'EADDRINUSE'
    ? `Port ${port} is taken, perhaps by another local AWS. Stop that one, or take another port: --port 0 finds a free one.`
    : error.message;
};

/** Runs until SIGINT or SIGTERM; resolves with the exit code. */
export async function main(args: readonly string[]): Promise<number> {
  let port = '';
  try {
    const values = readArguments(args);
    port = values.port;
    if (values.help) {
      console.log(usage);
      return 0;
    }
    const server = await startLocalAws({
      port: Number(port),
      ...(values.data !== undefined && { dataDir: values.data }),
      ...(values.config !== undefined && { configFile: values.config }),
    });
    const stopped = new Promise<void>((resolve) => {
      process.once('SIGINT', () => resolve());
      process.once('SIGTERM', () => resolve());
    });
    console.log(`cognito-kit-local ready on ${server.url}`);
    await stopped;
    await server.close();
    return 0;
  } catch (error) {
    console.error(explain(error, port));
    if (error instanceof Error && 'code' in error && String(error.code).startsWith('ERR_PARSE_ARGS')) {
      console.error(usage);
    }
    return 1;
  }
}
