/** The rules of the model: each names an event that must never happen. */
export type Rule =
  /** A tab gets or uses a token, key, identity or signed request of another principal. */
  | 'another principal'
  /** An ended session is back. */
  | 'resurrected'
  /** A session is gone, and neither its user nor the service ended it. */
  | 'lost'
  | 'refreshed twice'
  /** The browser created two guest identities. */
  | 'two guests'
  /** A call exceeds its time budget or never settles. */
  | 'over budget'
  /** The service would still refresh a session that was signed out. */
  | 'not revoked'
  /** A tab revoked a session that is still in use. */
  | 'revoked alive'
  | 'older over newer'
  | 'tabs disagree';

export class BrokenRule extends Error {
  override name = 'BrokenRule';
  readonly rule: Rule;
  constructor(rule: Rule, detail: string) {
    super(`${rule}: ${detail}`);
    this.rule = rule;
  }
}
