/** Delivers a message to the outbox and the terminal, with the text of the pool's CustomMessage trigger. */
import { ServiceError } from '../../protocol/service-error.ts';
import { deliver } from '../state/outbox.ts';
import type { Context, Scope } from '../context.ts';
import { type MessageSource, customMessage } from '../triggers/custom-message.ts';
import type { Contact, User } from '../state.ts';
import { type CodeDelivery, deliveryTo } from './masks.ts';

export interface CodeMessage {
  contact: Contact;
  /** Default: the user's attribute. */
  address?: string | undefined;
  /** The purpose that the outbox shows, such as `SignUp`. */
  purpose: string;
  /** The part of the trigger source after `CustomMessage_`. */
  source: MessageSource;
  code: string;
  clientMetadata?: Readonly<Record<string, string>> | undefined;
}

/**
 * Delivers a code.
 * @throws {ServiceError} CodeDeliveryFailureException for a user without that address
 */
export async function sendCode(
  context: Context,
  scope: Scope,
  user: User,
  { contact, purpose, source, code, clientMetadata, ...message }: CodeMessage,
): Promise<CodeDelivery> {
  const to = message.address ?? user.attributes[contact];
  if (!to) {
    const missing = contact === 'email' ? 'e-mail address' : 'phone number';
    throw new ServiceError('CodeDeliveryFailureException', `${user.username} has no ${missing} to send to.`);
  }
  const details = deliveryTo(contact, to);
  const medium = details.DeliveryMedium;
  const custom = await customMessage(context, scope, user, { source, medium, code, clientMetadata });
  const { outbox, platform } = context;
  deliver(outbox, { to, medium, purpose, code, at: platform.now(), ...custom });
  const text = custom.message === undefined ? '' : `: ${custom.message}`;
  platform.print(
    `${purpose}: code ${code} for ${user.username} <${to}> (not ${medium === 'SMS' ? 'texted' : 'mailed'})${text}`,
  );
  return details;
}
