/** One tab: a real client, what its person does with it, and what is owed to that. */
import { createCognito } from '../../../src/client/create-cognito.ts';
import { type Cognito } from '../../../src/client/cognito.ts';
import { createRequestHandler } from '../../../src/aws/request-handler.ts';
import type { CognitoConfig } from '../../../src/config/config.ts';
import { createSignInFlow } from '../../../src/sign-in/flows/sign-in.ts';
import { sign } from '../../conformance/fuzz/reference-signature.ts';
import { type Username, type Principal, GUEST } from './service.ts';

/** The session as a tab shows it. */
export interface CurrentSession {
  principal: Principal | undefined;
  /** The `origin_jti` of the sign-in. */
  origin: string | undefined;
}

export interface Call {
  readonly tab: number;
  readonly operation: 'sign in' | 'sign out' | 'get tokens' | 'get credentials' | 'call AWS';
  readonly forced: boolean;
  /** The model's time, in milliseconds. */
  readonly startedAt: number;
  readonly began: CurrentSession;
  readonly username?: Username;
  /** Whether its tab was frozen meanwhile. */
  wasFrozen?: boolean;
  settled?: 'resolved' | 'rejected';
  error?: unknown;
}

export interface Results {
  tokens(
    call: Call,
    tokens: { idToken: string; accessToken: string; refreshToken: string } | undefined,
  ): void;
  credentials: (call: Call, identityId: string) => void;
  called: (call: Call) => void;
  settled: (call: Call) => void;
}

export interface Tab {
  readonly id: number;
  readonly client: Cognito;
  state: 'open' | 'frozen' | 'gone';
  /** The calls that have not settled. */
  readonly calls: Set<Call>;
  current: () => CurrentSession;
  /** The model's time of the tab's last return to the foreground or online, in milliseconds. */
  returned: number | undefined;
  signIn: (username: Username, remember: boolean) => void;
  signOut: (everywhere: boolean) => void;
  getTokens: (refresh: boolean) => void;
  getCredentials: (forceRefresh: boolean) => void;
  callAws: () => void;
}

const STS = 'Action=GetCallerIdentity&Version=2011-06-15';

export function createTab(
  id: number,
  config: CognitoConfig,
  now: { passed: () => number; service: () => number },
  results: Results,
): Tab {
  const client = createCognito(config);
  const calls = new Set<Call>();
  const current = (): CurrentSession => {
    const session = client.getSession();
    if (session.status === 'signedIn') {
      const { sub, origin_jti: origin } = session.claims as { sub: string; origin_jti?: string };
      return { principal: sub, origin };
    }
    return { principal: session.status === 'guest' ? GUEST : undefined, origin: undefined };
  };

  const track = <Result>(
    description: Pick<Call, 'operation' | 'forced'> & { username?: Username },
    work: () => Promise<Result>,
    done: (call: Call, result: Result) => void,
  ) => {
    const call: Call = { ...description, tab: id, startedAt: now.passed(), began: current() };
    calls.add(call);
    const settle = (how: 'resolved' | 'rejected', error?: unknown) => {
      calls.delete(call);
      call.settled = how;
      call.error = error;
      results.settled(call);
    };
    const finish = async () => {
      try {
        done(call, await work());
        settle('resolved');
      } catch (error) {
        settle('rejected', error);
      }
    };
    void finish();
  };

  async function callAws() {
    // Acts as a new client of the AWS SDK, which belongs to the current principal.
    const handler = createRequestHandler(client);
    const keys = await client.credentials();
    const url = new URL(`${client.config.endpoint}/`);
    const headers = new Headers({ 'content-type': 'application/x-www-form-urlencoded' });
    const body = new TextEncoder().encode(STS);
    sign({ method: 'POST', url: url.href, headers, body }, keys, 'sts', now.service());
    const { protocol, hostname, port } = url;
    const { response } = await handler.handle({
      method: 'POST',
      protocol,
      hostname,
      port: Number(port),
      path: '/',
      headers: Object.fromEntries(headers),
      body: STS,
    });
    return response.statusCode;
  }

  return {
    id,
    client,
    state: 'open',
    calls,
    current,
    returned: undefined,
    signIn: (username, remember) =>
      track(
        { operation: 'sign in', forced: false, username },
        async () => {
          const flow = createSignInFlow(client, { authFlow: 'CUSTOM_WITHOUT_SRP', remember });
          await flow.start({ username });
          const { name, error } = flow.getSnapshot();
          if (name !== 'signedIn') throw error ?? new Error(`The sign-in stopped at the step ${name}.`);
        },
        () => {},
      ),
    signOut: (everywhere) =>
      track(
        { operation: 'sign out', forced: everywhere },
        () => client.signOut({ everywhere }),
        () => {},
      ),
    getTokens: (refresh) =>
      track(
        { operation: 'get tokens', forced: refresh },
        () => client.getTokens({ refresh }),
        (call, tokens) => results.tokens(call, tokens),
      ),
    getCredentials: (forceRefresh) =>
      track(
        { operation: 'get credentials', forced: forceRefresh },
        () => client.credentials({ forceRefresh }),
        (call, { identityId }) => results.credentials(call, identityId),
      ),
    callAws: () =>
      track({ operation: 'call AWS', forced: false }, callAws, (call, status) => {
        if (status === 200) results.called(call);
      }),
  };
}
