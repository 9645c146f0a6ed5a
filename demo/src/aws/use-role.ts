/** Reads a role's policies from the local AWS. With a real account the browser's keys cannot and should not read IAM. */
import { useQuery } from '@tanstack/react-query';
import { useHarbor } from '../boot/harbor.ts';
import { getJson } from '../boot/local-aws.ts';

export interface Role {
  roleName: string;
  trust: unknown;
  policies: readonly { name: string; document: unknown }[];
}

export function useRole(roleArn: string | undefined) {
  const { endpoint } = useHarbor();
  return useQuery({
    queryKey: ['harbor', 'role', roleArn],
    queryFn: () => getJson<Role>(`${endpoint}/_local/role?arn=${encodeURIComponent(roleArn ?? '')}`),
    enabled: roleArn !== undefined,
  });
}
