/**
 * What a challenge that a person answers is made of. To add one: a file here, a line in `index.ts`, a step, a view.
 * What is rare loads the code of its answer on demand.
 */
import type { AuthReply } from '../../../protocol/challenges.ts';
import type { CodeDelivery } from '../../../protocol/code-delivery.ts';
import type { Tokens } from '../../../protocol/tokens.ts';
import type { DeviceMemory } from '../device/device-memory.ts';
import type { StoredDevice } from '../../../protocol/stored-device.ts';
import type { Factor } from '../../../protocol/factors.ts';
import type { SignInAnswers, SignInStep, SignInStepName } from '../sign-in-step.ts';
import type { SrpExchange } from '../srp/srp.ts';
import type { UserPool } from '../../../transport/user-pool.ts';

/** The steps that the service, or an answer to it, leads to. */
export type AskedName = Exclude<SignInStepName, 'identifier' | 'stepUp' | 'signedIn'>;

/** What is asked, and how to answer. The challenge's Session and a held password are inside the functions only. */
export interface Asked<Name extends AskedName> {
  step: Extract<SignInStep, { name: Name }>;
  /** A wrong code rejects, and the same function takes the next try. */
  answer: (answer: SignInAnswers[Name], signal?: AbortSignal) => Promise<SignInProgress>;
  /** Sends a new code; resolves with where to or, where that begins the sign-in again, with what it asks. */
  resend?: (signal?: AbortSignal) => Promise<{ delivery?: CodeDelivery } | SignInProgress>;
}

/** A sign-in that waits for a person. */
export type SignInPending = { [Name in AskedName]: Asked<Name> }[AskedName];

export type SignInProgress =
  | SignInPending
  | { step: Extract<SignInStep, { name: 'signedIn' }>; tokens: Tokens };

type Responses = Record<string, string | undefined>;

/** One sign-in's talk with the service. */
export interface Dialogue {
  readonly pool: UserPool;
  /** As it was typed. */
  readonly username: string;
  /** Where devices that the pool tracks are kept; without, none is confirmed. */
  readonly devices: DeviceMemory | undefined;
  /** The device that the service was last told of. */
  named?: StoredDevice | undefined;
  /** This browser as a device of that user, to tell the service of. */
  readonly device: () => Promise<StoredDevice | undefined>;
  readonly forgetDevice: () => Promise<void>;
  /** Answers what `reply` asks, USERNAME and metadata added; gives the service's next reply. */
  readonly send: (
    reply: AuthReply,
    responses: Responses,
    signal?: AbortSignal,
    metadata?: Readonly<Record<string, string>>,
  ) => Promise<AuthReply>;
  /**
   * What a reply means: tokens, or what is asked of the person next. `nothingProven`: a code that is asked for is the
   * first proof, so that a new one is had by beginning again. After a password there is no such way: it is gone.
   */
  readonly proceed: (
    reply: AuthReply,
    signal?: AbortSignal,
    nothingProven?: boolean,
  ) => Promise<SignInProgress>;
  /** Begins again, with a password or another preference. */
  readonly restart: (
    given: { password: string; srp?: SrpExchange } | { preferred: Factor },
    signal?: AbortSignal,
  ) => Promise<SignInProgress>;
  /** Answers PASSWORD_VERIFIER. */
  readonly verifyPassword: (
    reply: AuthReply,
    password: string,
    srp: SrpExchange,
    signal?: AbortSignal,
  ) => Promise<SignInProgress>;
}

export interface Challenge<Name extends AskedName> {
  /** The step that asks for it. Reads only. */
  readonly read: (reply: AuthReply, username: string) => Extract<SignInStep, { name: Name }>;
  /** Sends the answer. Refuses what cannot be sent. */
  readonly answer: (
    answer: SignInAnswers[Name],
    asked: { reply: AuthReply; dialogue: Dialogue; signal?: AbortSignal | undefined },
  ) => Promise<SignInProgress>;
}
