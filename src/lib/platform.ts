/** The platform's functions that the kit uses. `createCognito` takes the browser's by default; tests pass their own. */
export interface Platform {
  fetch: (input: string, init: RequestInit) => Promise<Response>;
  clock: Clock;
  /** Returns cryptographically strong random bytes. */
  random: (length: number) => Uint8Array<ArrayBuffer>;
  /** The browser's passkeys; default `navigator.credentials` and `PublicKeyCredential`. */
  passkeys?: Passkeys | undefined;
  /** The page's address; default `globalThis.location`. */
  location?: { readonly hostname: string } | undefined;
}

/** A clock with timers. */
export interface Clock {
  /** Returns milliseconds since the Unix epoch. */
  now(): number;
  /** Calls back once after so many milliseconds, unless the returned function is called first. */
  after(milliseconds: number, callback: () => void): () => void;
}

/** The browser's passkeys. Both parts may be missing. */
export interface Passkeys {
  readonly container: Pick<CredentialsContainer, 'get' | 'create'> | undefined;
  readonly PublicKey: Partial<typeof PublicKeyCredential> | undefined;
  /** Aborts the running ceremony: a browser runs one at a time. */
  running?: AbortController | undefined;
}
