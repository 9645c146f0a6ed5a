/** Types for the part of dynalite that is used here; dynalite ships none. */
declare module 'dynalite' {
  import type { Server } from 'node:http';

  export interface DynaliteOptions {
    /** Milliseconds that a table stays in CREATING, DELETING or UPDATING. */
    createTableMs?: number;
    deleteTableMs?: number;
    updateTableMs?: number;
    /** Folder of the database. Default: in memory. */
    path?: string;
  }
  export default function dynalite(options?: DynaliteOptions): Server;
}
