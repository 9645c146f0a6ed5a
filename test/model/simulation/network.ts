/** The network between a tab and the local AWS. Requests and replies wait in the scheduler, and some never arrive. */
import type { LocalAws } from '../../../local/src/local-aws/local-aws.ts';
import type { Scheduler } from './scheduler.ts';

/** The possible fates of a request, the most likely first. */
export const fates = ['carried', 'lost', 'reply lost', 'failed', 'throttled', 'captive'] as const;
export type Fate = (typeof fates)[number];

export interface SentRequest {
  readonly tab: number;
  readonly operation: string;
  readonly body: Readonly<Record<string, unknown>>;
  readonly headers: Headers;
  /** The model's time, in milliseconds. */
  readonly sentAt: number;
  /** The outcome as the tab knows it. */
  outcome: 'none yet' | 'answered' | 'failed' | 'aborted';
  status?: number;
}

export interface NetworkOptions {
  scheduler: Scheduler;
  aws: LocalAws;
  passed: () => number;
  watch: {
    onSent(sent: SentRequest): void;
    /** Called once the service has answered. The tab may never get the reply. */
    onServed(sent: SentRequest, status: number, reply: Readonly<Record<string, unknown>>): void;
  };
}

type Answer = { status: number; text: string; headers?: HeadersInit };

const failed: Answer = { status: 500, text: '{"__type":"InternalErrorException","message":"as arranged"}' };
const throttled: Answer = {
  status: 400,
  text: '{"__type":"TooManyRequestsException","message":"as arranged"}',
};
const captive: Answer = { status: 200, text: '<!doctype html><title>Welcome to our free Wi-Fi</title>' };

const parse = (text: string): Record<string, unknown> => {
  try {
    return JSON.parse(text) as Record<string, unknown>;
  } catch {
    return {};
  }
};

export function createNetwork({ scheduler, aws, passed, watch }: NetworkOptions) {
  const serve = async (sent: SentRequest, url: string, init: RequestInit): Promise<Answer> => {
    const reply = await aws.fetch(url, { ...init, signal: null });
    const text = await reply.text();
    watch.onServed(sent, reply.status, parse(text));
    return { status: reply.status, text, headers: reply.headers };
  };
  const applyFate = async (fate: Fate, work: () => Promise<Answer>): Promise<Answer | undefined> => {
    switch (fate) {
      case 'carried':
        return work();
      case 'lost':
        return undefined;
      case 'reply lost':
        await work();
        return undefined;
      case 'failed':
        return failed;
      case 'throttled':
        return throttled;
      case 'captive':
        return captive;
      default:
        return fate satisfies never;
    }
  };

  /** Returns the `fetch` of a tab. */
  return (tab: number) =>
    (url: string, init: RequestInit): Promise<Response> =>
      new Promise((resolve, reject) => {
        const headers = new Headers(init.headers);
        const text = typeof init.body === 'string' ? init.body : '';
        const operation = headers.get('x-amz-target')?.replace(/^.*\./, '') ?? 'AWS call';
        const sent: SentRequest = {
          tab,
          operation,
          body: parse(text),
          headers,
          sentAt: passed(),
          outcome: 'none yet',
        };
        init.signal?.throwIfAborted();
        watch.onSent(sent);
        const abort = () => {
          if (sent.outcome === 'none yet') sent.outcome = 'aborted';
          reject(init.signal?.reason as Error);
        };
        init.signal?.addEventListener('abort', abort, { once: true });
        const deliver = (answer: Answer | undefined) => () => {
          if (sent.outcome !== 'none yet') return;
          init.signal?.removeEventListener('abort', abort);
          sent.outcome = answer ? 'answered' : 'failed';
          if (answer) sent.status = answer.status;
          if (answer)
            resolve(new Response(answer.text, { status: answer.status, headers: answer.headers ?? {} }));
          else reject(new TypeError('Failed to fetch'));
        };
        const run = async (fate: number) => {
          const applied = fates[fate] ?? 'carried';
          const answer = await applyFate(applied, () => serve(sent, url, init));
          const how = applied === 'carried' ? (answer?.status ?? '') : applied;
          const label = `tab ${tab} gets the answer to ${operation}: ${how}`;
          scheduler.add({ kind: 'reply', tab, label, run: deliver(answer) });
        };
        scheduler.add({ kind: 'request', label: `the service gets ${operation} of tab ${tab}`, run });
      });
}
