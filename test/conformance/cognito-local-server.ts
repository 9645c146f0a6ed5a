/** Starts cognito-local, an independent user pool emulator, in a process of its own with an empty folder. */
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

export interface CognitoLocal {
  url: string;
  /** Returns the code sent to a user last. Reads its files, because its terminal prints codes late. */
  code: (userPoolId: string, username: string) => string;
  stop: () => Promise<void>;
}

/** The time it may take to start, in milliseconds. */
const START_TIMEOUT = 10_000;

const freePort = async () => {
  const server = createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  const address = server.address();
  server.close();
  await once(server, 'close');
  return typeof address === 'object' && address ? address.port : 0;
};

/** A user in cognito-local's files. */
interface StoredUser {
  ConfirmationCode?: string;
  AttributeVerificationCode?: string;
  MFACode?: string;
}

/**
 * Starts the process on a free port with these database files, by name.
 * Pools that cognito-local creates have ids that begin with `local_`, which is not a region, so tests write the files.
 */
export async function startCognitoLocal(files: Readonly<Record<string, object>>): Promise<CognitoLocal> {
  const folder = mkdtempSync(join(tmpdir(), 'cognito-local-'));
  mkdirSync(join(folder, '.cognito/db'), { recursive: true });
  for (const [name, content] of Object.entries(files)) {
    writeFileSync(join(folder, `.cognito/db/${name}.json`), JSON.stringify(content));
  }
  const port = await freePort();
  const child = spawn(
    process.execPath,
    [join(process.cwd(), 'node_modules/cognito-local/lib/bin/start.js')],
    {
      cwd: folder,
      env: { ...process.env, PORT: String(port), HOST: '127.0.0.1', CODE: undefined, DEBUG: undefined },
      stdio: ['ignore', 'pipe', 'ignore'],
    },
  );
  const exited = once(child, 'exit');
  let printed = '';
  child.stdout.setEncoding('utf8').on('data', (text: string) => (printed += text));
  const stop = async () => {
    child.kill();
    await exited;
    rmSync(folder, { recursive: true, force: true, maxRetries: 3 });
  };

  const signal = AbortSignal.timeout(START_TIMEOUT);
  try {
    while (!printed.includes('Cognito Local running on')) {
      const ended = exited.then(() => Promise.reject(new Error('The process ended.')));
      await Promise.race([once(child.stdout, 'data', { signal }), ended]);
    }
  } catch (cause) {
    await stop();
    throw new Error(`cognito-local did not start:\n${printed}`, { cause });
  }
  return {
    url: `http://127.0.0.1:${port}`,
    code(userPoolId, username) {
      const file = readFileSync(join(folder, `.cognito/db/${userPoolId}.json`), 'utf8');
      const { Users } = JSON.parse(file) as { Users: Record<string, StoredUser> };
      const { ConfirmationCode, AttributeVerificationCode, MFACode } = Users[username] ?? {};
      const code = MFACode ?? AttributeVerificationCode ?? ConfirmationCode;
      if (!code) throw new Error(`cognito-local has sent no code to ${username}.`);
      return code;
    },
    stop,
  };
}
