/** An index from login to identity. Without it, each GetId would search all identities. */
import { peek } from '../lib/watched.ts';
import {
  findIdentity,
  type Identity,
  type IdentityPool,
  type IdentityPoolsState,
  type Login,
} from './state.ts';

export interface Owners {
  /** Returns the identities that own at least one of the logins, the oldest first. A merge keeps the oldest. */
  of: (pool: IdentityPool, logins: readonly Login[]) => Identity[];
  /** Adds an identity that got logins. Removed logins need no call, since `of` checks each result. */
  note: (identity: Identity) => void;
}

export const sameLogin = (a: Login, b: Login): boolean =>
  a.providerName === b.providerName && a.subject === b.subject;

/** Whether the two lists have a login in common. */
export const shareLogin = (some: readonly Login[], others: readonly Login[]): boolean =>
  some.some((login) => others.some((other) => sameLogin(login, other)));

export function createOwners(state: IdentityPoolsState): Owners {
  const ids = new Map<string, Set<string>>();
  /** The record of identities that is indexed. A reset or a snapshot replaces it. */
  let known: object | undefined;

  const keyOf = (poolId: string, { providerName, subject }: Login) =>
    JSON.stringify([poolId, providerName, subject]);
  function add({ id, poolId, logins }: Identity): void {
    for (const login of logins) {
      const key = keyOf(poolId, login);
      ids.set(key, (ids.get(key) ?? new Set()).add(id));
    }
  }
  function catchUp(): void {
    const identities = peek(state.identities);
    if (known === identities) return;
    known = identities;
    ids.clear();
    for (const identity of Object.values(identities)) add(identity);
  }

  return {
    of(pool, logins) {
      catchUp();
      const candidates = new Set(logins.flatMap((login) => [...(ids.get(keyOf(pool.id, login)) ?? [])]));
      return [...candidates]
        .flatMap((id) => findIdentity(state, id) ?? [])
        .filter((identity) => identity.mergedInto === undefined && shareLogin(identity.logins, logins))
        .toSorted((a, b) => a.createdAt - b.createdAt);
    },
    note(identity) {
      catchUp();
      add(identity);
    },
  };
}
