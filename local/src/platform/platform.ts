/** Everything that the local AWS takes from outside itself, so that tests can decide it. */
export interface Platform {
  /** Milliseconds since the epoch, by the local AWS's own clock (which `POST /_local/clock` moves). */
  readonly now: () => number;
  /** Bytes from a source fit for secrets; seeded in tests that want the same run twice. */
  readonly random: (length: number) => Uint8Array<ArrayBuffer>;
  /** One line for the terminal: a code that would have been mailed, or why something was denied. */
  readonly print: (line: string) => void;
  /** Set where signing keys are to be the same in every run: `2048` bits of RSA for a name. Default: WebCrypto. */
  readonly rsaKey?: (name: string) => Promise<CryptoKeyPair>;
}
