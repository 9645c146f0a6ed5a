/** Every message that would have been mailed or texted. Nothing ever leaves the machine. */
export interface Message {
  to: string;
  medium: 'EMAIL' | 'SMS';
  /** As in the trigger sources of CustomMessage: `SignUp`, `ForgotPassword`. */
  purpose: string;
  /** What the message is sent for; in an invitation (`AdminCreateUser`) the temporary password, if there is one. */
  code: string;
  /** What the pool's CustomMessage trigger made of it, with the code in its place. */
  message?: string;
  subject?: string;
  /** Milliseconds since the epoch. */
  at: number;
}

/** The newest last. */
export type Outbox = Message[];

/** A development server that runs for weeks keeps the latest only. */
const KEPT = 500;

export function deliver(outbox: Outbox, message: Message): void {
  outbox.push(message);
  if (outbox.length > KEPT) outbox.splice(0, outbox.length - KEPT);
}

/** Addresses are compared as people type them: in any case. */
export const messagesTo = (outbox: Outbox, to: string | null | undefined): Message[] =>
  outbox.filter((message) => !to || message.to.toLowerCase() === to.toLowerCase());
