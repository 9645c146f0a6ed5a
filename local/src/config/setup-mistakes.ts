/** Finds all mistakes of a config at once: shapes first, then names that refer to nothing. */
import { type Fields, fields, isRecord, list, must, someFunction } from './check.ts';
import type { LocalAwsSetup } from './config.ts';
import { identityPool, issuer } from './identity-pool-checks.ts';
import { referenceMistakes } from './reference-mistakes.ts';
import { buckets, region, roles, tables } from './resource-checks.ts';
import { client, settings, triggers, user, userPool } from './user-pool-checks.ts';

const setupFields = {
  region,
  endpoint: must(
    'an http or https address',
    (value) => typeof value === 'string' && /^https?:\/\/\S+$/.test(value),
  ),
  seed: must('a string', (value) => typeof value === 'string'),
  userPools: list(userPool),
  identityPools: list(identityPool),
  issuers: list(issuer),
  roles,
  buckets,
  tables,
  users: list(user),
  client,
  pool: settings,
  triggers,
  compromised: someFunction,
} satisfies Record<keyof LocalAwsSetup, Fields[string]>;

/** Further options of createLocalAws, which a config in code may contain too. */
const platformFields = { now: someFunction, random: someFunction, print: someFunction, wait: someFunction };

const shape = fields({ ...setupFields, ...platformFields });

/** Returns all mistakes. Checks references only when every shape is valid. */
export function setupMistakes(value: unknown): string[] {
  const wrong = shape(value, '');
  return wrong.length === 0 && isRecord(value) ? referenceMistakes(value) : wrong;
}

/** @throws Error with a line for each mistake, after `what`, such as `--config local.json`. */
export function refuseMistakes(value: unknown, what: string): void {
  const mistakes = setupMistakes(value);
  if (mistakes.length === 0) return;
  throw new Error(`${what} has mistakes:\n${mistakes.map((line) => `  ${line}`).join('\n')}`);
}
