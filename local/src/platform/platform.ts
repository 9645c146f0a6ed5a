/** Platform functions that the local AWS takes from outside, so that tests can replace them. */
export interface Platform {
  /** Milliseconds since the epoch, by the local AWS's own clock, which `POST /_local/clock` advances. */
  readonly now: () => number;
  /** Returns bytes fit for secrets. With a `seed`, the same bytes in every run. */
  readonly random: (length: number) => Uint8Array<ArrayBuffer>;
  /** Writes one line to the terminal, such as a code that would have been mailed or the reason of a denial. */
  readonly print: (line: string) => void;
  /**
   * Makes the 2,048-bit RSA key for a name. Set when signing keys must be the same in every run. Default:
   * WebCrypto.
   */
  readonly rsaKey?: (name: string) => Promise<CryptoKeyPair>;
}
