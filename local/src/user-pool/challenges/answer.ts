/** The parts of RespondToAuthChallenge that every answer has. */
import type { JsonObject } from '../../protocol/json-service.ts';
import type { Context, Scope } from '../context.ts';

/** An answer whose secret hash is checked already. */
export interface Answered {
  username: string;
  /** ChallengeResponses. */
  responses: ReadonlyMap<string, string>;
  /** The wire field `Session`. */
  challengeToken: string | undefined;
}

export type Answer = (context: Context, scope: Scope, answered: Answered) => Promise<JsonObject>;
