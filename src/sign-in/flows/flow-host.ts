/** What a flow needs of the client that it signs in to; `createCognito`'s client is one. */
import type { Tokens } from '../../protocol/tokens.ts';
import type { DeviceMemory } from '../engine/device/device-memory.ts';
import type { AuthFlow } from '../../protocol/factors.ts';
import type { UserPool } from '../../transport/user-pool.ts';

export interface AdoptOptions {
  /** Whether the session outlives its tab. Default true. */
  remember?: boolean | undefined;
}

export interface FlowHost {
  /** @internal */
  readonly userPool: UserPool;
  /** What the config says of the pool. */
  readonly config?: { readonly authFlow?: AuthFlow | undefined };
  /** @internal Where the devices that the pool tracks are kept. Without it, none is confirmed. */
  readonly devices?: DeviceMemory | undefined;
  /** Puts the tokens into the session store: a new epoch begins. Rejects, with nothing stored, on tokens of another pool. */
  adoptTokens(tokens: Tokens, options?: AdoptOptions): Promise<void>;
}
