/** Masks a destination, since the caller may not own it: `b***@g***` and `+*******4444`. */
import type { Contact } from '../state.ts';

export function maskEmail(email: string): string {
  const [name = '', domain = ''] = email.split('@');
  return `${name.charAt(0)}***@${domain.charAt(0)}***`;
}

/** Masks all but the last four digits. */
export const maskPhone = (phone: string): string =>
  `+${'*'.repeat(Math.max(phone.length - 5, 0))}${phone.slice(-4)}`;

/** `CodeDeliveryDetails` of a reply. A type alias, since an interface would not be assignable to JsonObject. */
export type CodeDelivery = {
  AttributeName: Contact;
  DeliveryMedium: 'EMAIL' | 'SMS';
  Destination: string;
};

export const deliveryTo = (contact: Contact, address: string): CodeDelivery =>
  contact === 'email'
    ? { AttributeName: contact, DeliveryMedium: 'EMAIL', Destination: maskEmail(address) }
    : { AttributeName: contact, DeliveryMedium: 'SMS', Destination: maskPhone(address) };
