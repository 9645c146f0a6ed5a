/** The records and assertions of the conformance checks. They need no test library. */
import type { SessionRecord } from '../session-record.ts';
import type { RecordRevision } from '../record-storage.ts';

const base64url = (text: string) => btoa(text).replaceAll('+', '-').replaceAll('/', '_').replaceAll('=', '');
/** Makes an unsigned JWT, for a store that reads the claims of its tokens. */
const createJwt = (claims: object) =>
  [JSON.stringify({ alg: 'none' }), JSON.stringify(claims), 'signature'].map(base64url).join('.');

/**
 * Creates a session record for a test. Each epoch has a user of its own. Odd generations have an identity and even ones
 * have none, so a store that merges two records differs from one that replaces them.
 * @param revision Epoch and generation of the record.
 * @returns A valid record. Its tokens are unsigned JWTs, issued at 0.
 */
export function createTestRecord({ epoch, generation }: RecordRevision): SessionRecord {
  const sub = `sub-${epoch}`;
  const claims = { sub, iat: 0, exp: 3600, auth_time: 0, username: sub, jti: `${generation}` };
  const identity = { identityPoolId: 'eu-west-1:pool', identityId: `eu-west-1:${sub}` };
  return {
    version: 1,
    epoch,
    generation,
    sub,
    idToken: createJwt({ ...claims, token_use: 'id' }),
    accessToken: createJwt({ ...claims, token_use: 'access' }),
    refreshToken: `refresh-${epoch}-${generation}`,
    clockOffset: 0,
    ...(generation % 2 ? { identity } : {}),
  };
}

/** Writes a value as text with sorted keys and without undefined fields, so that equal values have equal texts. */
const textOf = (value: unknown): string =>
  JSON.stringify(value, (_, part: unknown) =>
    part instanceof Object && !Array.isArray(part)
      ? Object.fromEntries(Object.entries(part).toSorted(([a], [b]) => (a < b ? -1 : 1)))
      : part,
  ) ?? 'undefined';

/**
 * Compares two values by their fields.
 * @throws {Error} If they differ; `what` names the value.
 */
export function assertEqual(actual: unknown, expected: unknown, what: string): void {
  const [actualText, expectedText] = [textOf(actual), textOf(expected)];
  if (actualText !== expectedText) throw new Error(`${what} is ${actualText}, but must be ${expectedText}.`);
}

/** Resolves after so many milliseconds. */
const pause = (milliseconds: number) =>
  new Promise<void>((resolve) => void setTimeout(resolve, milliseconds));

/**
 * Waits until a condition holds.
 * @param timeout Milliseconds to wait at most.
 * @throws {Error} If it does not hold in time; `what` names the condition.
 */
export async function waitUntil(condition: () => boolean, timeout: number, what: string): Promise<void> {
  for (let waited = 0; !condition(); waited += 5) {
    if (waited >= timeout) throw new Error(`${what}, but did not in ${timeout} ms.`);
    await pause(5);
  }
}
