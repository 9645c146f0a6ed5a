/**
 * Offers a remembered user's passkeys in the list of the form's autofill, without a dialog.
 * https://github.com/w3c/webauthn/wiki/Explainer:-WebAuthn-Conditional-UI
 */
import type { PendingSignIn } from '../engine/sign-in-exchange.ts';
import { startSignIn } from '../engine/start-sign-in.ts';
import { getPasskey } from '../engine/webauthn.ts';
import type { FlowHost } from './flow.ts';
import type { SignInFlow } from './sign-in.ts';

const isPasskey = (pending: PendingSignIn): pending is PendingSignIn<'passkey'> =>
  pending.step.name === 'passkey';

/**
 * Sends a request for a challenge at once, and waits until the user picks a passkey from the list.
 * @param signal abort it when the form goes away
 * @returns true once the flow has moved on; false if there is no passkey to offer, or the user signs in by other means
 */
export async function offerPasskeys(
  host: FlowHost,
  flow: SignInFlow,
  { username, signal }: { username: string; signal?: AbortSignal },
): Promise<boolean> {
  const { userPool, devices } = host;
  const { passkeys } = userPool.platform;
  const isAtForm = () => flow.getSnapshot().name === 'identifier';
  const controller = new AbortController();
  const either = signal ? AbortSignal.any([signal, controller.signal]) : controller.signal;
  let unsubscribe = () => {};
  try {
    if (!(await passkeys?.PublicKey?.isConditionalMediationAvailable?.())) return false;
    // A browser runs one ceremony at a time, so the offer ends when the user chooses another sign-in method.
    unsubscribe = flow.subscribe(() => isAtForm() || controller.abort());
    const input = { username, authFlow: 'USER_AUTH', preferred: 'passkey', devices } as const;
    const pending = await startSignIn(userPool, input, either);
    if (!isPasskey(pending) || !isAtForm()) return false;
    const { options } = pending.step;
    const credential = await getPasskey(userPool, options, { mediation: 'conditional', signal: either });
    if (either.aborted || !isAtForm()) return false;
    await flow.resume(pending, { credential });
    return true;
  } catch {
    // A failed offer is no error: the form is there.
    return false;
  } finally {
    unsubscribe();
  }
}
