/** Loads the ids of the local AWS. With a real account they would be constants, or fromAmplifyOutputs(outputs). */

export interface LocalAwsConfig {
  endpoint: string;
  region: string;
  userPoolId: string;
  clientId: string;
  identityPoolId: string;
  buckets: readonly string[];
  tables: readonly string[];
  users: readonly { username: string; email: string; password: string; totpSecret?: string }[];
}

export async function loadLocalAws(): Promise<LocalAwsConfig> {
  const { endpoint } = await getJson<{ endpoint: string }>('/local-aws.json');
  return { ...(await getJson<LocalAwsConfig>(`${endpoint}/_local/config`)), endpoint };
}

export async function getJson<T>(url: string): Promise<T> {
  const response = await fetch(url);
  if (!response.ok) throw new Error(`${url} answered with status ${response.status}.`);
  return (await response.json()) as T;
}
