/** Learns every secret that is typed or sent, then searches for them in each place that could store or show one. */
import { inspect } from 'node:util';
import { dehydrate, type QueryClient } from '@tanstack/react-query';

/** The fields of requests and replies that contain a secret. A guest's `IdentityId` is one, too. */
const SECRET =
  /^(Session|AccessToken|IdToken|RefreshToken|Token|SecretCode|SecretKey|SessionToken|Password|PASSWORD|PreviousPassword|ProposedPassword|ConfirmationCode|Code|UserCode|\w+_CODE|PASSWORD_CLAIM_SIGNATURE|PASSWORD_CLAIM_SECRET_BLOCK|SECRET_BLOCK|SRP_A|SRP_B|PasswordVerifier|CREDENTIAL|SECRET_HASH)$/;

export function createCanary() {
  /** The secrets, each with its kind. */
  const secrets = new Map<string, string>();
  const learn = (secret: unknown, kind: string) => {
    if (typeof secret === 'string' && secret.length >= 6 && !secrets.has(secret)) secrets.set(secret, kind);
  };
  const learnFrom = (json: unknown, guest: boolean): void => {
    if (typeof json !== 'object' || json === null) return;
    for (const [name, value] of Object.entries(json)) {
      if (SECRET.test(name) || (guest && name === 'IdentityId')) learn(value, name);
      // `Logins` of the identity pool contains tokens under the names of their providers.
      if (name === 'Logins') for (const token of Object.values(value as object)) learn(token, 'login');
      learnFrom(value, guest);
    }
  };

  /** A code may be part of a longer number by chance, so digits count only as a number of their own. */
  const isIn = (text: string, secret: string) =>
    /^\d+$/.test(secret)
      ? new RegExp(`(?<![\\da-z+/])${secret}(?![\\da-z+/])`, 'i').test(text)
      : [secret, encodeURIComponent(secret), JSON.stringify(secret).slice(1, -1)].some((one) =>
          text.includes(one),
        );

  const leaks = new Set<string>();
  /** Records which kinds of secret `text` contains. */
  const search = (place: string, text: string) => {
    for (const [secret, kind] of secrets) if (isIn(text, secret)) leaks.add(`${kind} in ${place}`);
  };

  return {
    secrets,
    learn,
    search,
    /** Returns the leaks so far, such as `IdToken in localStorage`. */
    leaks: () => [...leaks].toSorted(),
    /** Wraps a `fetch`: learns from bodies, and searches URLs and headers, which may contain no secret. */
    listen:
      (fetch: (input: string, init: RequestInit) => Promise<Response>) =>
      async (input: string, init: RequestInit): Promise<Response> => {
        const body = typeof init.body === 'string' ? parse(init.body) : undefined;
        const guest = body !== undefined && !('Logins' in Object(body));
        learnFrom(body, guest);
        const response = await fetch(input, init);
        learnFrom(parse(await response.clone().text()), guest);
        search('a URL', input);
        search('a header', JSON.stringify([...new Headers(init.headers)]));
        return response;
      },
  };
}

export type Canary = ReturnType<typeof createCanary>;

const parse = (text: string): unknown => {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
};

/** Prints an error and its causes, as logs, trackers and devtools do. */
export const printError = (error: unknown): string => {
  if (!(error instanceof Error)) return inspect(error, { depth: 10 });
  const properties = JSON.stringify(error, Object.getOwnPropertyNames(error));
  return [
    String(error),
    error.stack,
    properties,
    inspect(error, { depth: 10, showHidden: true }),
    printError(error.cause),
  ].join(' ');
};

/** Prints both caches of TanStack Query as a persister would, with pending states, keys and variables. */
export const printQueryCaches = (queries: QueryClient): string =>
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

/** Prints all databases: keys, fields, and the bytes of buffers. A CryptoKey prints whether it is extractable. */
export async function printDatabases(factory: IDBFactory): Promise<string> {
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
