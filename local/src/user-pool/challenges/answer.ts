/** What an answer to a challenge comes with, whichever it is. */
import type { JsonObject } from '../../protocol/json-service.ts';
import type { Context, Scope } from '../context.ts';

/** The client has proven its secret, where it has one. */
export interface Answered {
  username: string;
  /** ChallengeResponses. */
  responses: ReadonlyMap<string, string>;
  session: string | undefined;
}

export type Answer = (context: Context, scope: Scope, answered: Answered) => Promise<JsonObject>;
