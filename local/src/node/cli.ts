/** The command line: `cognito-kit-local [init] [--port N] [--config FILE] [--data DIR] [--snapshot FILE]`. */
import { parseArgs } from 'node:util';
import { nearest } from '../lib/nearest.ts';
import { configNames, findConfigFile } from './config-file.ts';
import { init } from './init.ts';
import { startLocalAws } from './start.ts';

const DEFAULT_PORT = 4599;
const usage = `Usage: cognito-kit-local [--port N] [--config FILE] [--data DIR] [--snapshot FILE]
       cognito-kit-local init

  --port N         listen on this port of localhost (default ${DEFAULT_PORT}; 0 takes any free port)
  --config FILE    pools, users, roles, buckets, tables: .ts, .mjs or .json
                   (default ${configNames[0]} in this folder, if it exists)
  --data DIR       save everything in DIR, so that no answered change is lost, not even by kill -9;
                   the users of a config are added only to a new DIR
  --snapshot FILE  start from the answer of GET /_local/snapshot (a DIR with data overrides it)
  --help           show this text

  init             write a commented ${configNames[0]}

The terminal shows every code that AWS would send, and the reason of every denial.
More under http://localhost:${DEFAULT_PORT}/_local/: config, outbox, reset, clock, faults, snapshot, role.`;

const options = {
  port: { type: 'string', default: String(DEFAULT_PORT) },
  config: { type: 'string' },
  data: { type: 'string' },
  snapshot: { type: 'string' },
  help: { type: 'boolean', short: 'h', default: false },
} as const;

/** A mistake in the command line. Its message is printed with the usage. */
class UsageError extends Error {
  override readonly name = 'UsageError';
}

function parse(args: readonly string[]) {
  try {
    return parseArgs({ args: [...args], options, allowPositionals: true });
  } catch (cause) {
    const [, unknown = ''] =
      /Unknown option '--([^']*)'/.exec(cause instanceof Error ? cause.message : '') ?? [];
    const meant = nearest(unknown, Object.keys(options));
    const why = cause instanceof Error ? cause.message.replace(/\. To specify a positional.*$/s, '.') : '';
    throw new UsageError(meant ? `Unknown option --${unknown}; did you mean --${meant}?` : why, { cause });
  }
}

function readArguments(args: readonly string[]) {
  const { values, positionals } = parse(args);
  const [command, ...more] = positionals;
  if (command !== undefined && (command !== 'init' || more.length > 0)) {
    throw new UsageError(
      `Unknown command "${positionals.join(' ')}". The only command is init; without one, the local AWS starts.`,
    );
  }
  if (!/^\d{1,5}$/.test(values.port) || Number(values.port) > 65_535) {
    throw new UsageError(`--port must be a number from 0 to 65535, and is "${values.port}".`);
  }
  return { ...values, command };
}

const explain = (error: unknown, port: string): string => {
  if (!(error instanceof Error)) return String(error);
  if (error instanceof UsageError) return `${error.message}\n\n${usage}`;
  return 'code' in error && error.code === 'EADDRINUSE'
    ? `Port ${port} is taken, perhaps by another local AWS. Stop that one, or use another port: --port 0 finds a free one.`
    : error.message;
};

/**
 * Runs the command until SIGINT or SIGTERM.
 * @param args the arguments, without `node` and the script
 * @returns the exit code
 */
export async function main(args: readonly string[]): Promise<number> {
  let port = '';
  try {
    const values = readArguments(args);
    port = values.port;
    if (values.help) {
      console.log(usage);
      return 0;
    }
    if (values.command === 'init') {
      console.log(`Wrote ${await init(process.cwd())}. Edit it, then start: npx cognito-kit-local`);
      return 0;
    }
    const configFile = values.config ?? findConfigFile(process.cwd());
    const server = await startLocalAws({
      port: Number(port),
      ...(configFile !== undefined && { configFile }),
      ...(values.data !== undefined && { dataDir: values.data }),
      ...(values.snapshot !== undefined && { snapshotFile: values.snapshot }),
    });
    const stopped = new Promise<void>((resolve) => {
      process.once('SIGINT', () => resolve());
      process.once('SIGTERM', () => resolve());
    });
    if (configFile !== undefined) console.log(`Using the config ${configFile}`);
    console.log(`cognito-kit-local ready on ${server.url}`);
    await stopped;
    await server.close();
    return 0;
  } catch (error) {
    console.error(explain(error, port));
    return 1;
  }
}
