/**
 * Faults that somebody ordered: `POST /_local/faults`, or `aws.faults` in the same process. A rule says which requests
 * it meets, what befalls them, and how often.
 */

/** The names that AWS's own hosts have; `well-known` is JWKS and the OpenID configuration. */
export const faultyServices = [
  'cognito-idp',
  'cognito-identity',
  'sts',
  's3',
  'dynamodb',
  'well-known',
] as const;
export type FaultyService = (typeof faultyServices)[number];

/** All that is given must fit; a rule that gives nothing meets every request but those to `/_local`. */
export interface FaultMatch {
  /** Such as `InitiateAuth`, `GetItem` or, of S3, `PutObject`. */
  operation?: string;
  service?: FaultyService;
  /** Of the address, with `*` for anything: `/cognito-kit-local/private/*`. */
  path?: string;
}

export type FaultEffect =
  /** The answer comes that much later; then the next rule that fits has its turn. */
  | { kind: 'latency'; milliseconds: number }
  /** Nothing is done, and this is the answer. Defaults: 500 and `InternalErrorException`, as the service writes them. */
  | { kind: 'error'; status?: number; code?: string; message?: string }
  /** The connection ends without an answer: after the work was done, or before it. Default `afterWork`. */
  | { kind: 'drop'; when?: 'afterWork' | 'beforeWork' }
  /** Nothing is done, and the service says that there are too many requests, by its own name for that. */
  | { kind: 'throttle' };

export type FaultRule = FaultMatch &
  FaultEffect & {
    /** How many requests it meets before it is gone. Default: until it is cleared. */
    count?: number;
  };

export type Fault = FaultRule & {
  id: number;
  /** How many requests it has met. */
  met: number;
};

export interface Faults {
  /** Throws for a rule that makes no sense. */
  add: (rule: FaultRule) => Fault;
  list: () => readonly Fault[];
  /** All, or the one with that id. */
  clear: (id?: number) => void;
}

export interface FaultyRequest {
  service: FaultyService;
  operation: string;
  path: string;
}

const escaped = (text: string) => text.replace(/[\\^$.*+?()[\]{}|/-]/g, String.raw`\$&`);
const globOf = (pattern: string) => new RegExp(`^${pattern.split('*').map(escaped).join('.*')}$`);

const fits = ({ operation, service, path }: FaultMatch, request: FaultyRequest): boolean =>
  (operation === undefined || operation === request.operation) &&
  (service === undefined || service === request.service) &&
  (path === undefined || globOf(path).test(request.path));

export interface FaultBook extends Faults {
  /** Counts, and gives what befalls this request: latencies, then at most one other. */
  meet: (request: FaultyRequest) => Fault[];
}

export function createFaults(refuse: (rule: unknown) => void): FaultBook {
  let faults: Fault[] = [];
  let last = 0;
  return {
    add(rule) {
      refuse(rule);
      last += 1;
      const fault: Fault = { ...rule, id: last, met: 0 };
      faults.push(fault);
      return { ...fault };
    },
    list: () => faults.map((fault) => ({ ...fault })),
    clear(id) {
      faults = id === undefined ? [] : faults.filter((fault) => fault.id !== id);
    },
    meet(request) {
      const met: Fault[] = [];
      for (const fault of faults.filter((one) => fits(one, request))) {
        met.push(fault);
        fault.met += 1;
        if (fault.kind !== 'latency') break;
      }
      faults = faults.filter(({ count, met: times }) => count === undefined || times < count);
      return met;
    },
  };
}
