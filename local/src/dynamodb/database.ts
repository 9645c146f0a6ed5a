/** What a local AWS has outside its state: the tables, which a database such as dynalite keeps. */
import type { TablePlan } from '../config/table-plan.ts';
import type { Handler } from '../protocol/handler.ts';

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
