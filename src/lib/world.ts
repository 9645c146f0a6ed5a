/** Everything that the kit takes from outside itself. `createCognito` fills it with the browser's; tests with theirs. */
export interface World {
  fetch: (input: string, init: RequestInit) => Promise<Response>;
  clock: Clock;
  /** Cryptographically strong random bytes. */
  random: (length: number) => Uint8Array<ArrayBuffer>;
}

export interface Clock {
  /** Milliseconds since the epoch. */
  now(): number;
  /** Calls back once after so many milliseconds, unless the returned function is called before. */
  after(milliseconds: number, callback: () => void): () => void;
}
