/** What a story plays on: a local AWS in the page, and a client whose requests go there. */
import { createCognito, type Cognito } from 'cognito-kit';
import { createLocalAws, type LocalAws, type LocalAwsOptions } from 'cognito-kit-local';
import { TOTP } from 'otpauth';

export interface Stage {
  aws: LocalAws;
  cognito: Cognito;
  /** From now on no request is answered, until the story ends. */
  hold: () => void;
}

export const ada = { username: 'ada', email: 'ada@example.com', password: 'Correct-horse-1' };
export const grace = {
  username: 'grace',
  email: 'grace@example.com',
  password: 'Battery-staple-2',
  totp: 'JBSWY3DPEHPK3PXPJBSWY3DPEHPK3PXP',
};
export const linus = {
  username: 'linus',
  email: 'linus@example.com',
  password: 'Temporary-pass-3',
  mustChangePassword: true,
};
export const margaret = {
  username: 'margaret',
  email: 'margaret@example.com',
  password: 'Apollo-guidance-4',
  confirmed: false,
};

export async function createStage(options: LocalAwsOptions = {}): Promise<{ stage: Stage }> {
  const aws = createLocalAws({ users: [ada, grace, linus, margaret], ...options });
  let held = false;
  const { userPoolId, clientId, identityPoolId, endpoint } = aws.config;
  const cognito = createCognito({
    userPoolId,
    clientId,
    identityPoolId,
    endpoint,
    storage: 'memory',
    locks: undefined,
    allowLoopback: true,
    fetch: (input, init) => (held ? unanswered(init.signal) : aws.fetch(input, init)),
  });
  await cognito.ready();
  return { stage: { aws, cognito, hold: () => (held = true) } };
}

const unanswered = (signal: AbortSignal | null | undefined) =>
  new Promise<Response>((_, reject) => {
    signal?.addEventListener('abort', () => reject(signal.reason as Error));
  });

export const stageOf = (loaded: Record<string, unknown>): Stage => loaded['stage'] as Stage;

/** What an authenticator app shows now, or `steps` of 30 s later. */
export const codeFor = (secret: string, { at = Date.now() }: { at?: number } = {}): string =>
  new TOTP({ secret }).generate({ timestamp: at });

/** A code that is surely not the right one. */
export const wrong = (code: string): string =>
  code.replace(/[0-9]/g, (digit) => String((Number(digit) + 1) % 10));
