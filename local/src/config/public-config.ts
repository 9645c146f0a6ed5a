/** The config that `GET /_local/config` returns to clients. */
import type { Plan } from './plan.ts';

/** Ids of the first user pool, its first client and the first identity pool. Can be spread into `createCognito`. */
export interface LocalAwsConfig {
  endpoint: string;
  region: string;
  userPoolId: string;
  clientId: string;
  identityPoolId: string;
}

export interface PublicConfig extends LocalAwsConfig {
  buckets: readonly string[];
  tables: readonly string[];
  /** Users of the first user pool. */
  users: readonly {
    username: string;
    email?: string;
    phone?: string;
    password: string;
    totpSecret?: string;
  }[];
  userPools: readonly { id: string; clients: readonly ClientKeys[] }[];
  identityPools: readonly { id: string; name: string }[];
}

export interface ClientKeys {
  id: string;
  secret?: string;
}

export const firstOf = ({ region, userPools, identityPools }: Plan, endpoint: string): LocalAwsConfig => ({
  endpoint,
  region,
  userPoolId: userPools[0]?.id ?? '',
  clientId: userPools[0]?.clients[0]?.id ?? '',
  identityPoolId: identityPools[0]?.id ?? '',
});

export const clientKeys = ({ id, secret }: ClientKeys): ClientKeys => ({
  id,
  ...(secret !== undefined && { secret }),
});

export const publicConfigOf = (plan: Plan, config: LocalAwsConfig): PublicConfig => ({
  ...config,
  buckets: Object.keys(plan.buckets),
  tables: plan.tables.map(({ definition }) => definition.TableName),
  users: (plan.userPools[0]?.users ?? []).map(({ username, email, phone, password, totpSecret }) => ({
    username,
    ...(email !== undefined && { email }),
    ...(phone !== undefined && { phone }),
    password,
    ...(totpSecret !== undefined && { totpSecret }),
  })),
  userPools: plan.userPools.map(({ id, clients }) => ({ id, clients: clients.map(clientKeys) })),
  identityPools: plan.identityPools.map(({ id, name }) => ({ id, name })),
});
