/**
 * The whole state of one local AWS. Its parts are changed in place, so that services can hold references to them.
 */
import { emptyIam, type IamState } from '../iam/state.ts';
import { emptyIdentityPools, type IdentityPoolsState } from '../identity-pool/state.ts';
import { emptyS3, type S3State } from '../s3/state.ts';
import { emptySts, type StsState } from '../sts/state.ts';
import { emptyUserPools, type UserPoolsState } from '../user-pool/state.ts';
import type { Platform } from '../platform/platform.ts';
import type { Outbox } from '../user-pool/state/outbox.ts';

export interface State {
  userPools: UserPoolsState;
  identityPools: IdentityPoolsState;
  iam: IamState;
  sts: StsState;
  s3: S3State;
  outbox: Outbox;
}

export const emptyState = (platform: Platform, account: string): State => ({
  userPools: emptyUserPools(),
  identityPools: emptyIdentityPools(),
  iam: emptyIam(),
  sts: emptySts(platform, account),
  s3: emptyS3(),
  outbox: [],
});

/** Replaces the contents of each part by those of another state. The parts themselves stay the same objects. */
export function replaceState(state: State, contents: State): void {
  for (const name of Object.keys(state) as (keyof State)[]) {
    const [room, fresh] = [state[name], contents[name]];
    if (Array.isArray(room)) room.splice(0, room.length, ...(fresh as Outbox));
    else {
      for (const key of Object.keys(room)) Reflect.deleteProperty(room, key);
      Object.assign(room, fresh);
    }
  }
}
