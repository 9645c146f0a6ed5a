/** What is wrong with options that somebody wrote by hand, one line each, beginning with the path of the mistake. */
type Check = (value: unknown, path: string) => string[];
type Fields = Readonly<Record<string, { check: Check; required?: true }>>;

const isRecord = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

const shown = (value: unknown) => (value === undefined ? 'missing' : JSON.stringify(value));
const must =
  (what: string, fits: (value: unknown) => boolean): Check =>
  (value, path) =>
    fits(value) ? [] : [`${path} must be ${what}, and is ${shown(value)}`];

const text = must('a text', (value) => typeof value === 'string' && value !== '');
const flag = must('true or false', (value) => typeof value === 'boolean');
const someFunction = must('a function', (value) => typeof value === 'function');
const whole = (least: number, most: number) =>
  must(
    `a whole number from ${least} to ${most}`,
    (value) => Number.isInteger(value) && Number(value) >= least && Number(value) <= most,
  );
const matching = (what: string, pattern: RegExp) =>
  must(what, (value) => typeof value === 'string' && pattern.test(value));
const oneOf = (...values: readonly string[]) =>
  must(`one of ${values.join(', ')}`, (value) => values.includes(String(value)));

const list =
  (each: Check): Check =>
  (value, path) =>
    Array.isArray(value)
      ? value.flatMap((item, index) => each(item, `${path}[${index}]`))
      : [`${path} must be a list, and is ${shown(value)}`];

const fields =
  (known: Fields): Check =>
  (value, path) => {
    if (!isRecord(value)) return [`${path || 'the file'} must be an object, and is ${shown(value)}`];
    const at = (name: string) => (path ? `${path}.${name}` : name);
    const unknown = Object.keys(value)
      .filter((name) => !Object.hasOwn(known, name))
      .map((name) => `${at(name)} is not known; there are ${Object.keys(known).join(', ')}`);
    const wrong = Object.entries(known)
      .filter(([name, { required }]) => required || value[name] !== undefined)
      .flatMap(([name, { check }]) => check(value[name], at(name)));
    return [...unknown, ...wrong];
  };

const user = fields({
  username: { check: matching('a user name that is no e-mail address', /^[^\s@]{1,128}$/) },
  email: { check: matching('an e-mail address', /^[^\s@]+@[^\s@]+\.[^\s@]+$/), required: true },
  password: { check: text, required: true },
  totp: {
    check: must(
      'true, false or a base32 secret',
      (value) => typeof value === 'boolean' || /^[A-Z2-7]{16,}=*$/.test(String(value)),
    ),
  },
  mustChangePassword: { check: flag },
  confirmed: { check: flag },
  groups: { check: list(text) },
});

const client = fields({
  secret: { check: text },
  authFlows: { check: list(oneOf('USER_SRP_AUTH', 'USER_PASSWORD_AUTH', 'REFRESH_TOKEN_AUTH')) },
  preventUserExistenceErrors: { check: oneOf('ENABLED', 'LEGACY') },
  accessTokenValidity: { check: whole(300, 86_400) },
  idTokenValidity: { check: whole(300, 86_400) },
  refreshTokenValidity: { check: whole(3600, 315_360_000) },
  sessionValidity: { check: whole(180, 900) },
  refreshTokenRotation: {
    check: fields({
      status: { check: oneOf('ENABLED', 'DISABLED'), required: true },
      gracePeriod: { check: whole(0, 60) },
    }),
  },
});

const pool = fields({
  passwordPolicy: {
    check: fields({
      minimumLength: { check: whole(6, 99), required: true },
      requireNumbers: { check: flag, required: true },
      requireUppercase: { check: flag, required: true },
      requireLowercase: { check: flag, required: true },
      requireSymbols: { check: flag, required: true },
    }),
  },
  requiredAttributes: { check: list(text) },
  temporaryPasswordDays: { check: whole(1, 365) },
  unconfirmedWithWrongPassword: { check: oneOf('NotAuthorizedException', 'UserNotConfirmedException') },
});

const options = fields({
  region: { check: matching('a region such as us-east-1', /^[a-z]{2}(?:-[a-z]+)+-\d$/) },
  endpoint: { check: matching('an http or https address', /^https?:\/\/\S+$/) },
  users: { check: list(user) },
  client: { check: client },
  pool: { check: pool },
  now: { check: someFunction },
  random: { check: someFunction },
  print: { check: someFunction },
});

/** Empty when all is well. */
export const optionMistakes = (value: unknown): string[] => options(value, '');
