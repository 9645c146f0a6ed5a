/**
 * Fault rules, added with `POST /_local/faults` or with `aws.faults` in the same process. A rule says which
 * requests it matches, what happens to them, and how often.
 */

/** The names in AWS's own host names; `well-known` stands for JWKS and the OpenID configuration. */
export const faultyServices = [
  'cognito-idp',
  'cognito-identity',
  'sts',
  's3',
  'dynamodb',
  'well-known',
] as const;
export type FaultyService = (typeof faultyServices)[number];

/** Every member that is set must match. A rule without any matches all requests except those to `/_local`. */
export interface FaultMatch {
  /** Name of the operation, such as `InitiateAuth`, `GetItem` or `PutObject`. */
  operation?: string;
  service?: FaultyService;
  /** Path of the URL, with `*` for any characters: `/cognito-kit-local/private/*`. */
  path?: string;
}

/** The effect of a rule on the requests that it matches. */
export type FaultEffect =
  /** Delays the answer. The next rule that matches is applied too. */
  | { kind: 'latency'; milliseconds: number }
  /**
   * Answers with this error and does not do the work. Defaults: status 500 and code `InternalErrorException`, in
   * the service's own wire format.
   */
  | { kind: 'error'; status?: number; code?: string; message?: string }
  /** Ends the connection without an answer, after the work was done or before it. Default `afterWork`. */
  | { kind: 'drop'; when?: 'afterWork' | 'beforeWork' }
  /** Answers with the service's own error for too many requests, and does not do the work. */
  | { kind: 'throttle' };

/** A rule: requests to match, an effect, and a number of times. */
export type FaultRule = FaultMatch &
  FaultEffect & {
    /** Number of requests that the rule applies to before it is removed. Default: no limit. */
    count?: number;
  };

/** A rule that was added. */
export type Fault = FaultRule & {
  id: number;
  /** Number of requests that the rule has been applied to. */
  met: number;
};

/** The fault rules of a local AWS. */
export interface Faults {
  /** Adds a rule. Throws an Error that names every mistake of the rule. */
  add: (rule: FaultRule) => Fault;
  list: () => readonly Fault[];
  /** Removes the rule with this id, or all rules. */
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
  /** Counts the request and returns the rules to apply: any number of latencies, then at most one other. */
  take: (request: FaultyRequest) => Fault[];
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
    take(request) {
      const taken: Fault[] = [];
      for (const fault of faults.filter((one) => fits(one, request))) {
        taken.push(fault);
        fault.met += 1;
        if (fault.kind !== 'latency') break;
      }
      faults = faults.filter(({ count, met: times }) => count === undefined || times < count);
      return taken;
    },
  };
}
