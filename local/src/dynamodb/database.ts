/** What a local AWS has outside its state: the tables, which a database such as dynalite keeps. */
import type { Handler } from '../protocol/handler.ts';

/** A table to create: the input of CreateTable, and the first items in DynamoDB's JSON. */
export interface TablePlan {
  definition: { TableName: string } & Readonly<Record<string, unknown>>;
  rows: readonly Readonly<Record<string, unknown>>[];
}

export interface Database {
  /** DynamoDB without authentication; what reaches it has been verified. */
  handler: Handler;
  /** Every table with its rows. */
  dump: () => Promise<TablePlan[]>;
  /** These tables, and no others. */
  restore: (tables: readonly TablePlan[]) => Promise<void>;
  /** The tables of the config, as they were at first. */
  reset: () => Promise<void>;
}
