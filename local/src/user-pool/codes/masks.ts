/** How a destination is shown to somebody who may not be its owner: `b***@g***` and `+*******4444`. */
import type { Contact } from '../state.ts';

export function maskEmail(email: string): string {
  const [name = '', domain = ''] = email.split('@');
  return `${name.charAt(0)}***@${domain.charAt(0)}***`;
}

/** All but the last four digits. */
export const maskPhone = (phone: string): string =>
  `+${'*'.repeat(Math.max(phone.length - 5, 0))}${phone.slice(-4)}`;

/** `CodeDeliveryDetails`: a type and no interface, so that it fits into a reply. */
export type CodeDelivery = {
  AttributeName: Contact;
  DeliveryMedium: 'EMAIL' | 'SMS';
  Destination: string;
};

export const deliveryTo = (contact: Contact, address: string): CodeDelivery =>
  contact === 'email'
    ? { AttributeName: contact, DeliveryMedium: 'EMAIL', Destination: maskEmail(address) }
    : { AttributeName: contact, DeliveryMedium: 'SMS', Destination: maskPhone(address) };
