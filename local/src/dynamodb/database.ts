/** The DynamoDB tables of a local AWS, which are stored outside its state, in a database such as dynalite. */
import type { Handler } from '../protocol/handler.ts';

/** A table to create: the input of CreateTable, and its first items in DynamoDB's JSON. */
export interface TablePlan {
  definition: { TableName: string } & Readonly<Record<string, unknown>>;
  rows: readonly Readonly<Record<string, unknown>>[];
}

export interface Database {
  /** DynamoDB without authentication. Requests that reach it have been verified. */
  handler: Handler;
  /** Returns all tables with their items. */
  dump: () => Promise<TablePlan[]>;
  /** Replaces all tables by these. */
  restore: (tables: readonly TablePlan[]) => Promise<void>;
  /** Returns to the tables and items of the config. */
  reset: () => Promise<void>;
}
