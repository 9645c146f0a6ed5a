/** Sends a message by e-mail or SMS, that is to the outbox and the terminal, in the words of the pool's trigger. */
import { ServiceError } from '../../protocol/service-error.ts';
import { deliver } from '../state/outbox.ts';
import type { Context, Scope } from '../context.ts';
import { type MessageSource, customMessage } from '../triggers/custom-message.ts';
import type { Contact, User } from '../state.ts';
import { type CodeDelivery, deliveryTo } from './masks.ts';

export interface CodeMessage {
  contact: Contact;
  /** Default: the user's own. */
  address?: string | undefined;
  /** As the outbox shows it, such as `SignUp`. */
  purpose: string;
  /** What comes after `CustomMessage_`. */
  source: MessageSource;
  code: string;
  clientMetadata?: Readonly<Record<string, string>> | undefined;
}

/** @throws {ServiceError} CodeDeliveryFailureException for a user without that address */
export async function sendCode(
  context: Context,
  scope: Scope,
  user: User,
  { contact, purpose, source, code, clientMetadata, ...given }: CodeMessage,
): Promise<CodeDelivery> {
  const to = given.address ?? user.attributes[contact];
  if (!to) {
    const what = contact === 'email' ? 'e-mail address' : 'phone number';
    throw new ServiceError('CodeDeliveryFailureException', `${user.username} has no ${what} to send to.`);
  }
  const details = deliveryTo(contact, to);
  const medium = details.DeliveryMedium;
  const own = await customMessage(context, scope, user, { source, medium, code, clientMetadata });
  const { outbox, platform } = context;
  deliver(outbox, { to, medium, purpose, code, at: platform.now(), ...own });
  const text = own.message === undefined ? '' : `: ${own.message}`;
  platform.print(
    `${purpose}: code ${code} for ${user.username} <${to}> (not ${medium === 'SMS' ? 'texted' : 'mailed'})${text}`,
  );
  return details;
}
