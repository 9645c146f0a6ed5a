/** The messages that AWS would have sent by e-mail or SMS. No message leaves the machine. */
export interface Message {
  to: string;
  medium: 'EMAIL' | 'SMS';
  /** The purpose, named as in the trigger sources of CustomMessage: `SignUp`, `ForgotPassword`. */
  purpose: string;
  /** The code of the message. In an invitation (`AdminCreateUser`) the temporary password, or an empty text. */
  code: string;
  /** The text of the pool's CustomMessage trigger, with the code filled in. */
  message?: string;
  subject?: string;
  /** Milliseconds since the epoch. */
  at: number;
}

/** Sorted by time, the newest last. */
export type Outbox = Message[];

/** Older messages are dropped, since a development server may run for weeks. */
const MAX_MESSAGES = 500;

export function deliver(outbox: Outbox, message: Message): void {
  outbox.push(message);
  if (outbox.length > MAX_MESSAGES) outbox.splice(0, outbox.length - MAX_MESSAGES);
}

/** Returns the messages to an address, in any case; all messages without an address. */
export const messagesTo = (outbox: Outbox, to: string | null | undefined): Message[] =>
  outbox.filter((message) => !to || message.to.toLowerCase() === to.toLowerCase());
