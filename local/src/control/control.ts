/**
 * `/_local/*`: what only a development server may tell and do. It answers loopback names only, and pages of loopback
 * origins only, so that no page on the web can read codes through somebody's browser.
 */
import type { Handler } from '../handler.ts';
import { findRole } from '../iam/state.ts';
import { getOwn } from '../lib/own.ts';
import { messagesTo } from '../state/outbox.ts';
import type { State } from '../state/state.ts';
import type { MovableClock } from '../local-world.ts';
import { isLoopbackHost } from './loopback.ts';

export interface PublicConfig {
  endpoint: string;
  region: string;
  userPoolId: string;
  clientId: string;
  identityPoolId: string;
  buckets: readonly string[];
  tables: readonly string[];
  users: readonly { username: string; email: string; password: string; totpSecret?: string }[];
}

export interface ControlOptions {
  clock: MovableClock;
  state: State;
  config: () => PublicConfig;
  reset: () => Promise<void>;
}

type Answer = { status?: number; body: unknown };
const problem = (status: number, message: string): Answer => ({ status, body: { message } });

function corsHeaders(request: Request): Record<string, string> {
  const origin = request.headers.get('origin');
  return origin === null
    ? {}
    : {
        'access-control-allow-origin': origin,
        'access-control-allow-methods': 'GET, POST',
        'access-control-allow-headers': 'content-type',
        'access-control-max-age': '600',
        vary: 'origin',
      };
}

const isForeign = (request: Request): boolean => {
  const names = [new URL(request.url).host, request.headers.get('host'), request.headers.get('origin')];
  return names.some((name) => name !== null && !isLoopbackHost(name));
};

async function advanceOf(request: Request): Promise<number | undefined> {
  try {
    const { advance } = (await request.json()) as { advance?: unknown };
    return typeof advance === 'number' && Number.isFinite(advance) && advance >= 0 ? advance : undefined;
  } catch {
    return undefined;
  }
}

export function createControl({ clock, state, config, reset }: ControlOptions): Handler {
  const routes: Readonly<Record<string, (request: Request, query: URLSearchParams) => Promise<Answer>>> = {
    'GET /_local/config': async () => ({ body: config() }),
    'GET /_local/outbox': async (_request, query) => ({ body: messagesTo(state.outbox, query.get('to')) }),
    'GET /_local/role': async (_request, query) => {
      const arn = query.get('arn') ?? '';
      const role = findRole(state.iam, arn);
      if (role) {
        const { name: roleName, trustPolicy: trust, policies } = role;
        return { body: { arn, roleName, trust, policies } };
      }
      return problem(404, `No role has the ARN "${arn}".`);
    },
    'POST /_local/reset': async () => {
      await reset();
      return { body: {} };
    },
    'POST /_local/clock': async (request) => {
      const advance = await advanceOf(request);
      if (advance === undefined) return problem(400, 'Send {"advance": seconds}, 0 or more.');
      clock.advance(advance);
      return { body: { now: clock.now() } };
    },
  };

  async function answer(request: Request): Promise<Answer> {
    const { pathname, searchParams } = new URL(request.url);
    const route = `${request.method} ${pathname}`;
    const handler = getOwn(routes, route);
    return handler
      ? handler(request, searchParams)
      : problem(404, `No ${route} here. There are: ${Object.keys(routes).join(', ')}.`);
  }

  return async (request) => {
    if (isForeign(request)) {
      const { status, body } = problem(403, '/_local answers loopback names and loopback pages only.');
      return Response.json(body, { status: status ?? 403 });
    }
    const headers = { ...corsHeaders(request), 'cache-control': 'no-store' };
    if (request.method === 'OPTIONS') return new Response(null, { status: 204, headers });
    const { status = 200, body } = await answer(request);
    return Response.json(body, { status, headers });
  };
}
