/** Where codes go, and how a destination is masked: `b***@g***`. */
import { ServiceError } from '../../service-error.ts';
import { deliver } from '../../state/outbox.ts';
import type { Context } from '../context.ts';
import type { CodePurpose, User } from '../state.ts';

export function maskEmail(email: string): string {
  const [name = '', domain = ''] = email.split('@');
  return `${name.charAt(0)}***@${domain.charAt(0)}***`;
}

/** Delivers a code to the user's e-mail address, that is to the outbox and the terminal. */
export function sendCode(context: Context, user: User, purpose: CodePurpose, code: string) {
  const to = user.attributes['email'];
  if (!to) {
    throw new ServiceError(
      'CodeDeliveryFailureException',
      `${user.username} has no e-mail address to send to.`,
    );
  }
  const { outbox, world } = context;
  deliver(outbox, { to, medium: 'EMAIL', purpose, code, at: world.now() });
  world.print(`${purpose}: code ${code} for ${user.username} <${to}> (not mailed)`);
  return { AttributeName: 'email', DeliveryMedium: 'EMAIL', Destination: maskEmail(to) };
}
