/** Turns the config of a role into the role as the state stores it. */
import { sha256 } from '@noble/hashes/sha2.js';
import { roleArn } from '../defaults/names.ts';
import { trustOf } from '../defaults/policies.ts';
import type { Role } from '../iam/state.ts';
import { utf8 } from '../lib/bytes.ts';
import type { RoleSetup } from './resource-setup.ts';

const letters = 'ABCDEFGHIJKLMNOPQRSTUVWXYZ234567';

/** Derives the id from the name, so that it is the same in every run. */
const idOf = (name: string): string =>
  `AROA${Array.from(sha256(utf8(name)).slice(0, 16), (byte) => letters[byte % 32]).join('')}`;

export function rolePlan(
  name: string,
  { trust = 'users', policies, ...rest }: RoleSetup,
  { trusted, tags }: { trusted: readonly string[]; tags: 'allowed' | 'none' },
): Role {
  const amr = trust === 'guests' ? 'unauthenticated' : 'authenticated';
  return {
    ...rest,
    name,
    arn: roleArn(name),
    id: idOf(name),
    trustPolicy: typeof trust === 'object' ? trust : trustOf(trusted, amr, tags),
    policies: Object.entries(policies).map(([policy, document]) => ({ name: policy, document })),
  };
}
