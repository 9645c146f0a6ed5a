/**
 * Asks for new keys of whoever is here: their tokens, the exchange, once more where what was remembered is gone, and
 * what came is kept.
 */
import { isCognitoError } from '../errors.ts';
import type { StoredKeys } from '../storage/stored-identity.ts';
import { exchange, identify } from './exchange.ts';
import type { IdentityPoolHost } from './identity-pool.ts';
import type { createIdentity } from './identity.ts';
import { nobody, type createKeeper, type Whose } from './identity-cache.ts';

export interface Kept {
  identityId: string;
  keys: StoredKeys;
}

/** How long an identity pool's keys are good for. */
const LIFETIME = 3_600_000;
/** No role session is longer; keys that seem so tell of a device's clock. */
const LONGEST = 12 * LIFETIME;
/** Answers to an identity id that is gone, disabled or another login's. */
const dead = /^(NotAuthorized|Resource(Conflict|NotFound))Exception$/;

interface Issuing {
  keeper: Pick<ReturnType<typeof createKeeper>, 'guest' | 'forgetGuest'>;
  identity: Pick<ReturnType<typeof createIdentity>, 'meet'>;
  whose: Whose;
  /** Ask as the guest of this browser, so that the guest's identity becomes this user's. */
  linkGuest: boolean;
}

export async function issue(
  host: IdentityPoolHost,
  { keeper, identity, whose, linkGuest }: Issuing,
): Promise<Kept> {
  const {
    config,
    store: { clock },
    getTokens,
  } = host;
  const { user, others, of, signal, role, identityId: known, keep } = whose;

  const guest = linkGuest ? (await keeper.guest())?.identityId : undefined;
  let sent: string | undefined;
  const ask = async (as?: string, refresh = false) => {
    const tokens = user && (await getTokens({ of, refused: refresh ? sent : undefined }));
    sent = tokens?.idToken;
    const more =
      others && (await host.withTimeout('Another login', () => others({ refresh, signal }), signal));
    const every = { ...more?.logins, ...(tokens && { [config.login]: tokens.idToken }) };
    const logins = Object.keys(every).length > 0 ? every : undefined;
    // Another person's token must never go out with this one's identity.
    signal.throwIfAborted();
    // Without any, a service that lets guests in would take somebody for one.
    if ((user ?? others) && !logins) throw nobody();
    let id = guest ?? more?.identityId ?? as;
    if (!id) {
      id = await identify(host, logins, signal);
      // A guest is whoever has the id: where the keys do not come, the next call asks for those of the same one.
      if (!logins) await keep(id);
    }
    return exchange(host, id, logins, role, signal);
  };
  let replaced = false;
  const got = await ask(guest ?? known).catch(async (error: unknown) => {
    // An identity remembered from before may be gone by now, and a token may have run out though this device's
    // clock says otherwise: once more with new ones, then it is an error.
    const refused = !!(user ?? others) && isCognitoError(error, 'NotAuthorizedException');
    replaced = !!known && isCognitoError(error) && dead.test(error.code);
    if (guest || !(refused || replaced)) throw error;
    return ask(undefined, refused);
  });
  const { accessKeyId, secretAccessKey, sessionToken = '', identityId } = got;
  const now = clock.now();
  const expiration = got.expiration?.getTime() ?? now + LIFETIME;
  // Keys that have just arrived and seem to have run out, or to last for days: it is the device's clock.
  if (expiration <= now || expiration - now > LONGEST) clock.measure(expiration - LIFETIME);
  const keys = { accessKeyId, secretAccessKey, sessionToken, expiration };
  await keep(identityId, keys);
  if (guest) {
    await keeper.forgetGuest();
    identity.meet(of, identityId, 'linked', guest);
  } else if (replaced) identity.meet(of, identityId, 'replaced');
  return { identityId, keys };
}
