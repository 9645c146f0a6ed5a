/**
 * Offers a remembered user's passkeys in the list of the form's autofill, without a dialog.
 * https://github.com/w3c/webauthn/wiki/Explainer:-WebAuthn-Conditional-UI
 */
import { startSignIn } from '../engine/start-sign-in.ts';
import { getPasskey } from '../engine/webauthn.ts';
import type { FlowHost } from './flow-host.ts';
import type { SignInFlow } from './sign-in.ts';

/**
 * Resolves with false when there is nothing to offer, or the person took another way; else once the flow has gone on.
 * Abort `signal` when the form goes away. Asks the service for a challenge at once.
 */
export async function offerPasskeys(
  host: FlowHost,
  flow: SignInFlow,
  { username, signal }: { username: string; signal?: AbortSignal },
): Promise<boolean> {
  const { userPool, devices } = host;
  const { passkeys } = userPool.platform;
  const atTheForm = () => flow.getSnapshot().name === 'identifier';
  const own = new AbortController();
  const either = signal ? AbortSignal.any([signal, own.signal]) : own.signal;
  let leave = () => {};
  try {
    if (!(await passkeys?.PublicKey?.isConditionalMediationAvailable?.())) return false;
    // A browser runs one ceremony: the offer must not stand in the way of what the person chose.
    leave = flow.subscribe(() => atTheForm() || own.abort());
    const input = { username, authFlow: 'USER_AUTH', preferred: 'passkey', devices } as const;
    const progress = await startSignIn(userPool, input, either);
    if (progress.step.name !== 'passkey' || 'tokens' in progress || !atTheForm()) return false;
    const { options } = progress.step;
    const credential = await getPasskey(userPool, options, { mediation: 'conditional', signal: either });
    if (either.aborted || !atTheForm()) return false;
    await flow.resume(progress, { credential });
    return true;
  } catch {
    // An offer that was not taken is no error: the form is there.
    return false;
  } finally {
    leave();
  }
}
