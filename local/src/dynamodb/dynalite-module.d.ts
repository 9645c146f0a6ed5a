/** The part of dynalite's interface that is used here; it ships no types. */
declare module 'dynalite' {
  import type { Server } from 'node:http';

  export interface DynaliteOptions {
    /** Milliseconds that a table stays in its passing state. */
    createTableMs?: number;
    deleteTableMs?: number;
    updateTableMs?: number;
    /** Folder of the database; in memory without it. */
    path?: string;
  }
  export default function dynalite(options?: DynaliteOptions): Server;
}
