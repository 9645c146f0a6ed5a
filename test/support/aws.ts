/** A local AWS in this process, with a fake clock and a recorded network. */
import { createLocalAws, type LocalAwsOptions } from 'cognito-kit-local';
import { createFakeClock, settle } from './fake-clock.ts';
import { createNetwork } from './network.ts';
import { rsaKey } from './signing-keys.ts';

export function createTestAws(options: LocalAwsOptions = {}, clock = createFakeClock()) {
  const aws = createLocalAws({ now: () => clock.now(), rsaKey, ...options });
  const network = createNetwork(aws.fetch);
  const { pending } = network;
  return {
    aws,
    clock,
    ...network,
    /** Resolves once the local AWS works on no request. Before that, no time should pass for the waiting client. */
    idle: async () => {
      for (await settle(); pending.size > 0; await settle()) await Promise.allSettled(pending);
    },
  };
}
