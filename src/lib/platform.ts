/** Everything that the kit takes from outside itself. `createCognito` fills it with the browser's; tests with theirs. */
export interface Platform {
  fetch: (input: string, init: RequestInit) => Promise<Response>;
  clock: Clock;
  /** Cryptographically strong random bytes. */
  random: (length: number) => Uint8Array<ArrayBuffer>;
  /** Default `navigator.credentials` and `PublicKeyCredential`. */
  passkeys?: Passkeys | undefined;
  /** The page's address; default `globalThis.location`. */
  location?: { readonly hostname: string } | undefined;
}

export interface Clock {
  /** Milliseconds since the epoch. */
  now(): number;
  /** Calls back once after so many milliseconds, unless the returned function is called before. */
  after(milliseconds: number, callback: () => void): () => void;
}

/** The browser's passkeys, as far as it has any. */
export interface Passkeys {
  readonly container: Pick<CredentialsContainer, 'get' | 'create'> | undefined;
  readonly PublicKey: Partial<typeof PublicKeyCredential> | undefined;
  /** The ceremony under way: a browser runs one at a time. */
  running?: AbortController | undefined;
}
