/** Fills in answers for the reader of a story, in place of a mailbox, a phone or a password manager. */
import { ada, users } from '../../test/support/users.ts';
import { totpCode, wrongCode } from '../../test/support/codes.ts';
import type { Environment } from './environment.ts';

const findInput = (root: ParentNode, name: string) =>
  root.querySelector<HTMLInputElement>(`.ck input[name="${name}"]:not([readonly])`);

/** Enters a value as a paste does, so a complete code submits itself. */
function pasteInto(input: HTMLInputElement, value: string) {
  input.focus();
  // The inputs are uncontrolled, so the DOM contains their value.
  input.value = value;
  input.dispatchEvent(new InputEvent('input', { bubbles: true, inputType: 'insertFromPaste' }));
}

/** Returns the code of the secret on the screen, or of the user's authenticator app, or else the code sent last. */
async function currentCode({ aws }: Environment, root: ParentNode): Promise<string | undefined> {
  const timestamp = aws.clock.now();
  const secret = root.querySelector('.ck-secret')?.textContent.replaceAll(' ', '');
  if (secret) return totpCode(secret, timestamp);
  const step = root.querySelector('.ck')?.getAttribute('data-step');
  const name = root.querySelector('.ck-chip-name')?.textContent;
  const user = users.find(({ username, email }) => username === name || email === name);
  if (step === 'totp' && typeof user?.totp === 'string') return totpCode(user.totp, timestamp);
  return aws.outbox.all().at(-1)?.code;
}

/** Fills in a code and returns a message about it. */
export async function fillInCode(
  environment: Environment,
  root: ParentNode,
  kind: 'valid' | 'wrong',
): Promise<string> {
  const input = findInput(root, 'code');
  if (!input) return 'This step asks for no code.';
  const code = await currentCode(environment, root);
  if (code === undefined) return 'No code was sent yet.';
  pasteInto(input, kind === 'valid' ? code : wrongCode(code));
  return kind === 'valid' ? 'The valid code is filled in.' : 'A wrong code is filled in.';
}

/** Fills in Ada's username and passwords and returns a message about it. */
export function fillInAda(root: ParentNode): string {
  const values = { username: ada.username, password: ada.password, newPassword: 'Analytical-engine-6' };
  const filled = Object.entries(values).filter(([name, value]) => {
    const input = findInput(root, name);
    if (input) pasteInto(input, value);
    return input;
  });
  return filled.length > 0 ? 'Ada’s answers are filled in.' : 'Ada has no answer to this step.';
}
