/** Learns every secret that goes over the wire or is typed, and looks for them wherever something could keep or show one. */
import { inspect } from 'node:util';
import { dehydrate, type QueryClient } from '@tanstack/react-query';

/** Fields of requests and replies that hold a secret; `IdentityId` only where it is a guest's. */
const SECRET =
  /^(Session|AccessToken|IdToken|RefreshToken|Token|SecretCode|SecretKey|SessionToken|Password|PASSWORD|PreviousPassword|ProposedPassword|ConfirmationCode|Code|UserCode|\w+_CODE|PASSWORD_CLAIM_SIGNATURE|PASSWORD_CLAIM_SECRET_BLOCK|SECRET_BLOCK|SRP_A|SRP_B|PasswordVerifier|CREDENTIAL|SECRET_HASH)$/;

export function createCanary() {
  /** Each secret, and what it is. */
  const secrets = new Map<string, string>();
  const learn = (secret: unknown, what: string) => {
    if (typeof secret === 'string' && secret.length >= 6 && !secrets.has(secret)) secrets.set(secret, what);
  };
  const learnFrom = (json: unknown, guest: boolean): void => {
    if (typeof json !== 'object' || json === null) return;
    for (const [name, value] of Object.entries(json)) {
      if (SECRET.test(name) || (guest && name === 'IdentityId')) learn(value, name);
      // The identity pool's `Logins`: a token under the provider's name.
      if (name === 'Logins') for (const token of Object.values(value as object)) learn(token, 'login');
      learnFrom(value, guest);
    }
  };

  /** Codes of digits may be part of a number by chance; what they never are is a number of their own. */
  const isIn = (text: string, secret: string) =>
    /^\d+$/.test(secret)
      ? new RegExp(`(?<![\\da-z+/])${secret}(?![\\da-z+/])`, 'i').test(text)
      : [secret, encodeURIComponent(secret), JSON.stringify(secret).slice(1, -1)].some((one) =>
          text.includes(one),
        );

  const found = new Set<string>();
  /** Writes down which kinds of secret are in `text`. */
  const search = (where: string, text: string) => {
    for (const [secret, what] of secrets) if (isIn(text, secret)) found.add(`${what} in ${where}`);
  };

  return {
    secrets,
    learn,
    search,
    /** What was found so far, such as `IdToken in localStorage`. */
    found: () => [...found].toSorted(),
    /** Wraps a transport: learns from bodies, and looks at addresses and headers, where no secret may be. */
    listen:
      (fetch: (input: string, init: RequestInit) => Promise<Response>) =>
      async (input: string, init: RequestInit): Promise<Response> => {
        const body = typeof init.body === 'string' ? parsed(init.body) : undefined;
        const guest = body !== undefined && !('Logins' in Object(body));
        learnFrom(body, guest);
        const response = await fetch(input, init);
        learnFrom(parsed(await response.clone().text()), guest);
        search('a URL', input);
        search('a header', JSON.stringify([...new Headers(init.headers)]));
        return response;
      },
  };
}

export type Canary = ReturnType<typeof createCanary>;

const parsed = (text: string): unknown => {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
};

/** An error as logs, trackers and devtools write it, with what caused it. */
export const written = (error: unknown): string => {
  if (!(error instanceof Error)) return inspect(error, { depth: 10 });
  const own = JSON.stringify(error, Object.getOwnPropertyNames(error));
  return [
    String(error),
    error.stack,
    own,
    inspect(error, { depth: 10, showHidden: true }),
    written(error.cause),
  ].join(' ');
};

/** Everything of both caches as a persister would write it, transient states too; and their keys and variables. */
export const cached = (queries: QueryClient): string =>
  [
    JSON.stringify(
      dehydrate(queries, { shouldDehydrateQuery: () => true, shouldDehydrateMutation: () => true }),
      (_, value: unknown) => (value instanceof Promise ? undefined : value),
    ),
    inspect(
      queries
        .getQueryCache()
        .getAll()
        .map(({ queryKey, queryHash, state, meta }) => [queryKey, queryHash, state, meta]),
      { depth: 12 },
    ),
    inspect(
      queries
        .getMutationCache()
        .getAll()
        .map(({ state, meta }) => [state, meta]),
      { depth: 12 },
    ),
  ].join(' ');

/** All databases as text: keys, fields, and buffers byte by byte. A key that no script can read shows nothing. */
export async function databases(factory: IDBFactory): Promise<string> {
  const text: string[] = [];
  const add = (value: unknown): void => {
    if (value instanceof ArrayBuffer || ArrayBuffer.isView(value)) {
      const bytes = value instanceof ArrayBuffer ? new Uint8Array(value) : new Uint8Array(value.buffer);
      text.push(Buffer.from(bytes).toString('latin1'), Buffer.from(bytes).toString('utf16le'));
    } else if (value instanceof CryptoKey) text.push(`key extractable: ${value.extractable}`);
    else if (typeof value === 'object' && value !== null)
      for (const [name, field] of Object.entries(value)) {
        text.push(name);
        add(field);
      }
    else text.push(String(value));
  };
  const done = <Result>(request: IDBRequest<Result>) =>
    new Promise<Result>((resolve, reject) => {
      request.addEventListener('success', () => resolve(request.result));
      request.addEventListener('error', () => reject(request.error as Error));
    });
  for (const { name = '' } of await factory.databases()) {
    const database = await done(factory.open(name));
    text.push(name);
    for (const store of database.objectStoreNames) {
      const objects = database.transaction(store).objectStore(store);
      const [keys, values] = await Promise.all([done(objects.getAllKeys()), done(objects.getAll())]);
      for (const part of [store, keys, values] as const) add(part);
    }
    database.close();
  }
  return text.join(' ');
}
