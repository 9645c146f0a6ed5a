/** How a DynamoDB table is described. */
export type KeySetup = string | { name: string; type: 'S' | 'N' | 'B' };

export interface KeysSetup {
  /** The attribute's name for a text, else with its type. */
  partitionKey: KeySetup;
  sortKey?: KeySetup;
}

export interface TableSetup extends KeysSetup {
  /** Global secondary indexes, by name; they hold whole rows. */
  indexes?: Readonly<Record<string, KeysSetup>>;
  /** Rows at the start, as plain values: `{ id: '1', likes: 3 }`. */
  rows?: readonly Readonly<Record<string, unknown>>[];
}
