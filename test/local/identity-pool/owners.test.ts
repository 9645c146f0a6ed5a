/** The index from logins to identities gives the same answers as a search through all identities. */
import { describe, expect, it } from 'vitest';
import { createOwners } from '../../../local/src/identity-pool/owners.ts';
import type { Identity, IdentityPool, IdentityPoolsState } from '../../../local/src/identity-pool/state.ts';

const pool = { id: 'one' } as IdentityPool;
const google = (subject: string) => ({ providerName: 'accounts.google.com', subject });
const identity = (
  id: string,
  createdAt: number,
  logins: Identity['logins'],
  extra: Partial<Identity> = {},
) => ({
  id,
  poolId: 'one',
  logins,
  createdAt,
  ...extra,
});
const stateOf = (...all: Identity[]): IdentityPoolsState => ({
  pools: {},
  identities: Object.fromEntries(all.map((one) => [one.id, one])),
});
const idsOf = (identities: readonly Identity[]) => identities.map(({ id }) => id);

describe('owners of logins', () => {
  it('owners are the identities of this pool with one of the logins, the oldest first', () => {
    const state = stateOf(
      identity('young', 2, [google('ada')]),
      identity('old', 1, [google('grace')]),
      identity('elsewhere', 0, [google('ada')], { poolId: 'two' }),
      identity('gone over', 0, [google('ada')], { mergedInto: 'young' }),
      identity('guest', 0, []),
    );
    const owners = createOwners(state);
    expect(idsOf(owners.of(pool, [google('ada'), google('grace')]))).toEqual(['old', 'young']);
    expect(owners.of(pool, [google('linus')])).toEqual([]);
    expect(owners.of(pool, [])).toEqual([]);
  });

  it('owners reflect links, unlinks, deletions and a replaced state', () => {
    const ada = identity('ada', 1, [google('ada')]);
    const guest = identity('guest', 2, []);
    const state = stateOf(ada, guest);
    const owners = createOwners(state);
    expect(idsOf(owners.of(pool, [google('ada')]))).toEqual(['ada']);
    guest.logins = [google('linus')];
    owners.note(guest);
    expect(idsOf(owners.of(pool, [google('linus')]))).toEqual(['guest']);
    ada.logins = [];
    expect(owners.of(pool, [google('ada')])).toEqual([]);
    delete state.identities['guest'];
    expect(owners.of(pool, [google('linus')])).toEqual([]);
    // A reset or a snapshot replaces the identities inside the same state object.
    state.identities = stateOf(identity('other', 3, [google('ada')])).identities;
    expect(idsOf(owners.of(pool, [google('ada'), google('linus')]))).toEqual(['other']);
  });
});
