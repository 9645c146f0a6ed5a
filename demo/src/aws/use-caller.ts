/** Asks STS for the caller's role. The first call fetches credentials, so the identity id is known afterwards. */
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
      if (!arn) throw new Error('The reply of STS contains no ARN. Reload the page to ask again.');
      return { arn, roleArn: roleArnOf(arn) };
    },
  });
}

/** Converts `arn:aws:sts::123456789012:assumed-role/name/session` to `arn:aws:iam::123456789012:role/name`. */
export function roleArnOf(assumedRoleArn: string): string {
  const [, account, name] = /^arn:aws:sts::(\d+):assumed-role\/([^/]+)\//.exec(assumedRoleArn) ?? [];
  if (!account || !name) throw new Error(`${assumedRoleArn} is not the ARN of an assumed role.`);
  return `arn:aws:iam::${account}:role/${name}`;
}
