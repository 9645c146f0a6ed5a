/** Checks fault rules and names every mistake. */
import { either, fields, list, matching, must, oneOf, text, whole } from '../config/check.ts';
import { faultyServices } from './faults.ts';

const shared = {
  operation: text,
  service: oneOf(...faultyServices),
  path: matching('a path that begins with /, * for anything', /^[/*]/),
  count: whole(1, 1_000_000),
};
const kind = { required: oneOf('latency', 'error', 'drop', 'throttle') };
const byKind: Readonly<Record<string, ReturnType<typeof fields>>> = {
  latency: fields({ kind, ...shared, milliseconds: { required: whole(0, 600_000) } }),
  error: fields({
    kind,
    ...shared,
    status: whole(400, 599),
    code: matching('a name such as InternalErrorException', /^\w{1,128}$/),
    message: must('a string', (value) => typeof value === 'string'),
  }),
  drop: fields({ kind, ...shared, when: oneOf('afterWork', 'beforeWork') }),
  throttle: fields({ kind, ...shared }),
};
const anyKind = fields({ kind });

const rule = either((value) => {
  const name = (value as { kind?: unknown } | null | undefined)?.kind;
  return (typeof name === 'string' && Object.hasOwn(byKind, name) && byKind[name]) || anyKind;
});

/** Checks one rule, or a list of rules. */
export const faultMistakes = (value: unknown): string[] =>
  Array.isArray(value) ? list(rule)(value, 'rules') : rule(value, 'rule');

/** Throws an Error that names every mistake. */
export function refuseFaultMistakes(value: unknown): void {
  const mistakes = faultMistakes(value);
  if (mistakes.length > 0) throw new Error(`A fault rule has mistakes: ${mistakes.join('; ')}.`);
}
