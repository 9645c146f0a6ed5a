/**
 * The types of a sign-in exchange: the requests and replies of one sign-in. To add a challenge, write a file under
 * `challenges/` that exports a `ReadChallenge`; docs/architecture.md lists the other places.
 */
import type { AuthReply } from '../../protocol/challenges.ts';
import type { Factor } from '../../protocol/factors.ts';
import type { SharedDevices, StoredDevice } from '../../protocol/stored-device.ts';
import type { UserPool } from '../../transport/user-pool.ts';
import type { PendingStep } from './pending-step.ts';
import type { SignInAnswers, SignInStep, SignInStepName } from './sign-in-step.ts';
import type { SrpExchange } from './srp/srp.ts';

/** A step of a sign-in, with the functions to answer it. */
export type PendingSignIn<Name extends SignInStepName = SignInStepName> = PendingStep<
  SignInStep,
  SignInAnswers,
  Name
>;

/**
 * Reads a reply of Cognito into the step that asks for its challenge. Sends nothing: the step's `answer` does, and
 * refuses an answer that Cognito could only refuse.
 */
export type ReadChallenge<Name extends SignInStepName> = (
  reply: AuthReply,
  exchange: SignInExchange,
) => PendingSignIn<Name>;

/** Stores the devices of this browser's users. */
export interface DeviceMemory extends SharedDevices {
  /** Finds a device by the user's name in the pool, or by an alias that was stored with the device. */
  get: (username: string) => Promise<StoredDevice | undefined>;
  /** Stores a device under the user's name in the pool and under `aliases`. Without a device, deletes that name's entry. */
  set: (username: string, device?: StoredDevice, aliases?: readonly string[]) => Promise<void>;
}

/** The requests and replies of one sign-in. It holds no password: fault 86. */
export interface SignInExchange {
  readonly pool: UserPool;
  /** The name as the user typed it. */
  readonly username: string;
  /** Stores the devices that the pool tracks. Without it, no device is confirmed. */
  readonly devices: DeviceMemory | undefined;
  /** The device whose key Cognito was last sent. */
  readonly sentDevice: () => StoredDevice | undefined;
  /** Finds this browser's device of the user and remembers it as `sentDevice`: the caller sends its key to Cognito. */
  readonly selectDevice: () => Promise<StoredDevice | undefined>;
  readonly forgetDevice: () => Promise<void>;
  /** Answers the challenge of `reply`, with USERNAME and metadata added, and resolves with Cognito's next reply. */
  readonly respond: (
    reply: AuthReply,
    responses: Readonly<Record<string, string | undefined>>,
    signal?: AbortSignal,
    metadata?: Readonly<Record<string, string>>,
  ) => Promise<AuthReply>;
  /**
   * Reads a reply into tokens or the next step, and proves a device on the way if Cognito asks for one.
   * `isFirstFactor`: a code that is asked for now is the first factor, so `resend` restarts the sign-in. After a password
   * that is impossible, since the password is gone.
   */
  readonly proceed: (
    reply: AuthReply,
    signal?: AbortSignal,
    options?: { isFirstFactor?: boolean },
  ) => Promise<PendingSignIn>;
  /** Begins again, with a password or another first factor. */
  readonly restart: (
    change: { password: string; srp?: SrpExchange } | { preferred: Factor },
    signal?: AbortSignal,
  ) => Promise<PendingSignIn>;
  /** Sends the SRP proof of the password, the answer to PASSWORD_VERIFIER. */
  readonly provePassword: (
    reply: AuthReply,
    password: string,
    srp: SrpExchange,
    signal?: AbortSignal,
  ) => Promise<PendingSignIn>;
}
