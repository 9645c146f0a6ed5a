/** Checks roles, buckets and tables of a config. */
import { checkPolicy } from '../iam/check-policy.ts';
import type { PolicyDocument } from '../iam/principal.ts';
import {
  type Check,
  either,
  fields,
  isRecord,
  list,
  matching,
  must,
  named,
  oneOf,
  text,
  whole,
} from './check.ts';

const single = must('a string, a number, true or false', (value) =>
  ['string', 'number', 'boolean'].includes(typeof value),
);
const texts: Check = either((value) => (Array.isArray(value) ? list(text) : text));

const statements = list(
  fields({
    Sid: text,
    Effect: { required: oneOf('Allow', 'Deny') },
    Principal: either((value) => (typeof value === 'string' ? oneOf('*') : named(texts))),
    Action: texts,
    NotAction: texts,
    Resource: texts,
    NotResource: texts,
    Condition: named(named(either((value) => (Array.isArray(value) ? list(single) : single)))),
  }),
);
/** Removes the index from the path of a single statement. */
const unwrap = (line: string) => line.replace('Statement[0]', 'Statement');

const grammar = fields({
  Version: { required: oneOf('2012-10-17', '2008-10-17') },
  Id: text,
  Statement: {
    required: either((value) =>
      Array.isArray(value) ? statements : (one, path) => statements([one], path).map(unwrap),
    ),
  },
});
/** Checks the shape of a policy first, then its meaning. */
export const policy: Check = (value, path) => {
  const wrong = grammar(value, path);
  if (wrong.length > 0) return wrong;
  try {
    checkPolicy(path, value as PolicyDocument);
    return [];
  } catch (error) {
    return [`${path}: ${error instanceof Error ? error.message : String(error)}`];
  }
};

export const roles = named(
  fields({
    trust: either((value) => (isRecord(value) ? policy : oneOf('users', 'guests'))),
    policies: { required: named(policy) },
    maxSessionDuration: whole(3600, 43_200),
  }),
  { what: '1 to 64 letters, digits or +=,.@-_', pattern: /^[\w+=,.@-]{1,64}$/ },
);

const cors = fields({
  allowedOrigins: { required: list(text) },
  allowedMethods: { required: list(oneOf('GET', 'PUT', 'POST', 'DELETE', 'HEAD')) },
  allowedHeaders: list(text),
  exposeHeaders: list(text),
  maxAgeSeconds: whole(0, 2_147_483_647),
});
const body = must('a string or bytes', (value) => typeof value === 'string' || value instanceof Uint8Array);

export const buckets = named(
  fields({
    cors: list(cors),
    objects: named(
      either((value) => (isRecord(value) ? fields({ body: { required: body }, contentType: text }) : body)),
    ),
  }),
  {
    what: '3 to 63 lower-case letters, digits, dots or dashes',
    pattern: /^[a-z0-9][a-z0-9.-]{1,61}[a-z0-9]$/,
  },
);

const key = either((value) =>
  isRecord(value) ? fields({ name: { required: text }, type: { required: oneOf('S', 'N', 'B') } }) : text,
);
const keys = { partitionKey: { required: key }, sortKey: key };

export const tables = named(
  fields({
    ...keys,
    indexes: named(fields(keys)),
    rows: list(must('an object', isRecord)),
  }),
  { what: '3 to 255 letters, digits or ._-', pattern: /^[\w.-]{3,255}$/ },
);

export const region = matching('a region such as us-east-1', /^[a-z]{2}(?:-[a-z]+)+-\d$/);
