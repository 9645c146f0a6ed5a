/** What must never happen, by name. */
export type Rule =
  /** A token, a key, an identity or a signed request of somebody else than who is here. */
  | 'another principal'
  /** A session is back that had ended. */
  | 'resurrected'
  /** A session is gone, and neither its person nor the service ended it. */
  | 'lost'
  | 'refreshed twice'
  /** A browser's guest became two. */
  | 'two guests'
  /** A call takes longer than it may, or never settles. */
  | 'over budget'
  /** The service would still renew what was signed out here. */
  | 'not revoked'
  /** The service was told to end what goes on here. */
  | 'revoked alive'
  | 'older over newer'
  | 'tabs disagree';

export class Broken extends Error {
  override name = 'Broken';
  readonly rule: Rule;
  constructor(rule: Rule, detail: string) {
    super(`${rule}: ${detail}`);
    this.rule = rule;
  }
}
