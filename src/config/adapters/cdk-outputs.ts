/**
 * Reads what `cdk deploy --outputs-file` writes: for each stack its outputs, by their keys.
 * https://docs.aws.amazon.com/cdk/v2/guide/ref-cli-cmd-deploy.html
 */
import type { CognitoConfig } from '../config.ts';
import { assemble } from './assemble.ts';
import { noteForeign } from './wrong-file.ts';
import { readFile, type Part } from './object-reader.ts';
import { createProblems } from './problems.ts';
import { readSettings, type SettingName } from './settings.ts';

export interface FromCdkOutputsOptions {
  /** The stack to look in; by default all of them. */
  stack?: string;
  /** Which output a setting is in, where its key does not say so: `{ clientId: 'WebAppId' }`. */
  keys?: Readonly<Partial<Record<SettingName, string>>>;
}

interface Output {
  /** `<stack>.<key>` */
  at: string;
  key: string;
  /** In lower case, without the eight digits that the CDK appends to an output inside a construct. */
  plain: string;
  value: string;
}

/** Whether an output is that setting: these four by what they look like, the others by `Cognito` and their name. */
const recognised: Partial<Record<SettingName, (output: Output) => boolean>> = {
  userPoolId: ({ value }) => /^[a-z]{2,4}(-[a-z]+)+-\d+_[0-9A-Za-z]+$/.test(value),
  identityPoolId: ({ value }) => /^[a-z]{2,4}(-[a-z]+)+-\d+:[0-9a-f-]{36}$/.test(value),
  clientId: ({ plain, value }) => plain.endsWith('clientid') && /^\w+$/.test(value),
  domain: ({ plain, value }) =>
    /\.amazoncognito\.com\/?$/.test(value) ||
    /(cognito|userpool|managedlogin|hostedui)domain(name|url)?$/.test(plain),
};

/**
 * `createCognito(fromCdkOutputs(outputs))`, with `import outputs from './cdk-outputs.json'`. User pool and identity pool
 * are recognised by what their ids look like, the app client by a key that ends in `ClientId`, managed login by an
 * address under amazoncognito.com or a key such as `UserPoolDomain`; every other setting by a key of `Cognito` and its
 * name: `CognitoGuest`, `CognitoAliases`, `CognitoSignUpAttributes`. Where several outputs fit, `stack` or `keys` choose.
 * @throws {CognitoError} `ConfigInvalid`, naming everything that is missing, wrong or told twice
 */
export function fromCdkOutputs(
  outputs: unknown,
  { stack, keys = {} }: FromCdkOutputsOptions = {},
): CognitoConfig {
  const name = 'the outputs of a CDK stack';
  const problems = createProblems({
    name,
    adapter: 'fromCdkOutputs',
    mend: 'Give each id as a CfnOutput of the stack, deploy with `cdk deploy --outputs-file cdk-outputs.json`, or say with { keys } which output is which.',
  });
  const file = readFile(outputs, problems);
  const stacks = file.names().filter((one) => stack === undefined || one === stack);
  if (stack !== undefined && stacks.length === 0)
    problems.add(`it has no stack ${stack}, but ${file.names().join(', ') || 'none'}`);
  const all = noteForeign(name, file, problems) ? [] : stacks.flatMap((one) => outputsOf(one, file));

  const get = (setting: SettingName): string | undefined => {
    const key = keys[setting];
    const is = recognised[setting] ?? (({ plain }) => plain === `cognito${setting.toLowerCase()}`);
    const fits = all.filter((output) => (key === undefined ? is(output) : output.key === key));
    if (key !== undefined && fits.length === 0)
      problems.add(`no output is called ${key}, as { keys } has it`);
    // An output for other stacks repeats a value; a key that says no more than the setting goes before longer ones.
    const exact = fits.filter(({ plain }) => /^(cognito)?(userpool)?clientid$/.test(plain));
    const chosen = setting === 'clientId' && exact.length > 0 ? exact : fits;
    if (new Set(chosen.map(({ value }) => value)).size > 1)
      problems.add(
        `${setting} could be ${chosen.map(({ at }) => at).join(' or ')}. Say which with { stack } or { keys: { ${setting}: '<key>' } }`,
      );
    return chosen[0]?.value;
  };
  const called = (setting: SettingName) => `an output for ${setting}`;
  return assemble(readSettings({ get, called }, problems), problems);
}

function outputsOf(stack: string, file: Part): Output[] {
  const part = file.part(stack);
  return (part?.names() ?? []).flatMap((key) => {
    const value = part?.text(key)?.trim();
    return value
      ? { at: `${stack}.${key}`, key, plain: key.replace(/[0-9A-F]{8}$/, '').toLowerCase(), value }
      : [];
  });
}
