/** Fills in for whoever looks at a story: what a mailbox, a phone or a password manager would. */
import { ada, cast, codeFor, wrong, type Stage } from './environment.ts';

const inputs = (root: ParentNode, name: string) =>
  root.querySelector<HTMLInputElement>(`.ck input[name="${name}"]:not([readonly])`);

/** As from a clipboard, so that a code sends itself. */
function put(input: HTMLInputElement, value: string) {
  input.focus();
  // The inputs are uncontrolled: what they hold is theirs.
  input.value = value;
  input.dispatchEvent(new InputEvent('input', { bubbles: true, inputType: 'insertFromPaste' }));
}

/** A secret on the screen is the one that is being set up; else it is the person's own; else a code was sent. */
async function currentCode({ aws }: Stage, root: ParentNode): Promise<string | undefined> {
  const shown = root.querySelector('.ck-secret')?.textContent.replaceAll(' ', '');
  if (shown) return codeFor(shown, { at: aws.clock.now() });
  const step = root.querySelector('.ck')?.getAttribute('data-step');
  const name = root.querySelector('.ck-chip-name')?.textContent;
  const person = cast.find(({ username, email }) => username === name || email === name);
  if (step === 'totp' && typeof person?.totp === 'string')
    return codeFor(person.totp, { at: aws.clock.now() });
  return aws.outbox.all().at(-1)?.code;
}

/** Says what it did. */
export async function fillInCode(stage: Stage, root: ParentNode, kind: 'valid' | 'wrong'): Promise<string> {
  const input = inputs(root, 'code');
  if (!input) return 'This step asks for no code.';
  const code = await currentCode(stage, root);
  if (code === undefined) return 'No code was sent yet.';
  put(input, kind === 'valid' ? code : wrong(code));
  return kind === 'valid' ? 'The valid code is filled in.' : 'A wrong code is filled in.';
}

export function fillInPerson(root: ParentNode): string {
  const values = { username: ada.username, password: ada.password, newPassword: 'Analytical-engine-6' };
  const filled = Object.entries(values).filter(([name, value]) => {
    const input = inputs(root, name);
    if (input) put(input, value);
    return input;
  });
  return filled.length > 0 ? 'Ada’s answers are filled in.' : 'Ada has no answer to this step.';
}
