/** Everything that one local AWS remembers. Its rooms are mutated in place, so that services may hold on to them. */
import { emptyIam, type IamState } from '../iam/state.ts';
import { emptySts, type StsState } from '../sts/state.ts';
import { emptyUserPools, type UserPoolsState } from '../user-pool/state.ts';
import type { World } from '../world.ts';
import type { Outbox } from './outbox.ts';

export interface State {
  userPools: UserPoolsState;
  iam: IamState;
  sts: StsState;
  outbox: Outbox;
}

/** Of the documentation's accounts: it belongs to nobody. */
export const ACCOUNT = '123456789012';

export const emptyState = (world: World): State => ({
  userPools: emptyUserPools(),
  iam: emptyIam(),
  sts: emptySts(world, ACCOUNT),
  outbox: [],
});

/** Gives each room the contents of the other's, leaving the room itself where it is. */
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
