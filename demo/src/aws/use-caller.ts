/** Who AWS says is calling. The first call fetches credentials, so from then on the identity id is known too. */
import { GetCallerIdentityCommand, STSClient } from '@aws-sdk/client-sts';
import { useQuery } from '@tanstack/react-query';
import { useAwsClient } from 'cognito-kit';
import { useKey } from './use-key.ts';

export function useCaller() {
  const sts = useAwsClient(STSClient);
  return useQuery({
    queryKey: useKey('caller'),
    queryFn: async ({ signal: abortSignal }) => {
      const { Arn: arn } = await sts.send(new GetCallerIdentityCommand({}), { abortSignal });
      if (!arn) throw new Error('STS named no caller.');
      return { arn, roleArn: roleArnOf(arn) };
    },
  });
}

/** `arn:aws:sts::123456789012:assumed-role/name/session` → `arn:aws:iam::123456789012:role/name`. */
export function roleArnOf(assumedRoleArn: string): string {
  const [, account, name] = /^arn:aws:sts::(\d+):assumed-role\/([^/]+)\//.exec(assumedRoleArn) ?? [];
  if (!account || !name) throw new Error(`${assumedRoleArn} is no assumed role`);
  return `arn:aws:iam::${account}:role/${name}`;
}
