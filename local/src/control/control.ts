/**
 * `/_local/*`: the outbox, reset, clock, snapshot and faults, which only a development server may offer. Answers
 * loopback hosts and pages of loopback origins only, so that no other web page can read codes through the
 * developer's browser.
 */
import type { Handler } from '../protocol/handler.ts';
import { findRole } from '../iam/state.ts';
import { getOwn } from '../lib/own.ts';
import type { MovableClock } from '../platform/local-platform.ts';
import { messagesTo } from '../user-pool/state/outbox.ts';
import type { PublicConfig } from '../config/public-config.ts';
import { type Snapshot, snapshotFromJson, snapshotToJson } from '../state/snapshot.ts';
import type { State } from '../state/state.ts';
import { faultMistakes } from './fault-checks.ts';
import type { FaultRule, Faults } from './faults.ts';
import { isLoopbackHost } from './loopback.ts';

export interface ControlOptions {
  clock: MovableClock;
  state: State;
  config: () => PublicConfig;
  reset: () => Promise<void>;
  faults: Faults;
  snapshot: () => Promise<Snapshot>;
  restore: (snapshot: Snapshot) => Promise<void>;
}

type Answer = { status?: number; body: unknown };
type Route = (request: Request, query: URLSearchParams) => Promise<Answer>;
const problem = (status: number, message: string): Answer => ({ status, body: { message } });

function corsHeaders(request: Request): Record<string, string> {
  const origin = request.headers.get('origin');
  return origin === null
    ? {}
    : {
        'access-control-allow-origin': origin,
        'access-control-allow-methods': 'GET, POST, DELETE',
        'access-control-allow-headers': 'content-type',
        'access-control-max-age': '600',
        vary: 'origin',
      };
}

const isForeign = (request: Request): boolean => {
  const names = [new URL(request.url).host, request.headers.get('host'), request.headers.get('origin')];
  return names.some((name) => name !== null && !isLoopbackHost(name));
};

async function jsonOf(request: Request): Promise<unknown> {
  try {
    return await request.json();
  } catch {
    return undefined;
  }
}

function advanceOf(body: unknown): number | undefined {
  const advance = (body as { advance?: unknown } | null | undefined)?.advance;
  return typeof advance === 'number' && Number.isFinite(advance) && advance >= 0 ? advance : undefined;
}

/** Adds, lists and clears fault rules at `/_local/faults`. */
const faultRoutes = (faults: Faults): Record<string, Route> => ({
  'GET /_local/faults': async () => ({ body: faults.list() }),
  'POST /_local/faults': async (request) => {
    const body = await jsonOf(request);
    const mistakes = faultMistakes(body);
    if (mistakes.length > 0) {
      return problem(
        400,
        `Send a rule such as {"operation": "InitiateAuth", "kind": "throttle", "count": 1}, or a list of them: ${mistakes.join('; ')}.`,
      );
    }
    return { body: [body].flat().map((rule) => faults.add(rule as FaultRule)) };
  },
  'DELETE /_local/faults': async (_request, query) => {
    const id = query.get('id');
    if (id !== null && !/^\d+$/.test(id))
      return problem(400, 'Send ?id= with the number of a rule, or nothing for all.');
    faults.clear(id === null ? undefined : Number(id));
    return { body: faults.list() };
  },
});

const snapshotRoutes = ({
  snapshot,
  restore,
}: Pick<ControlOptions, 'snapshot' | 'restore'>): Record<string, Route> => ({
  'GET /_local/snapshot': async () => ({ body: JSON.parse(snapshotToJson(await snapshot())) as unknown }),
  'POST /_local/snapshot': async (request) => {
    try {
      await restore(snapshotFromJson(await request.text()));
      return { body: {} };
    } catch (error) {
      const why = error instanceof Error ? error.message : String(error);
      return problem(400, `Nothing was changed, since the body is not a snapshot that fits: ${why}`);
    }
  },
});

export function createControl(options: ControlOptions): Handler {
  const { clock, state, config, reset } = options;
  const routes: Readonly<Record<string, Route>> = {
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
      const advance = advanceOf(await jsonOf(request));
      if (advance === undefined) return problem(400, 'Send {"advance": seconds}, 0 or more.');
      clock.advance(advance);
      return { body: { now: clock.now() } };
    },
    ...faultRoutes(options.faults),
    ...snapshotRoutes(options),
  };

  async function answer(request: Request): Promise<Answer> {
    const { pathname, searchParams } = new URL(request.url);
    const route = `${request.method} ${pathname}`;
    const handler = getOwn(routes, route);
    return handler
      ? handler(request, searchParams)
      : problem(404, `There is no ${route}. There are: ${Object.keys(routes).join(', ')}.`);
  }

  return async (request) => {
    if (isForeign(request)) {
      const { status, body } = problem(403, '/_local answers loopback names and loopback pages only.');
      return Response.json(body, { status: status ?? 403 });
    }
    const headers = { ...corsHeaders(request), 'cache-control': 'no-store' };
    if (request.method === 'OPTIONS') return new Response(null, { status: 204, headers });
    const { status = 200, body } = await answer(request).catch((error: unknown) => {
      if (error instanceof RangeError) return problem(400, 'The body is nested too deeply to be read.');
      throw error;
    });
    return Response.json(body, { status, headers });
  };
}
