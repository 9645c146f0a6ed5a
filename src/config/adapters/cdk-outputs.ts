/**
 * Reads the file that `cdk deploy --outputs-file` writes: the outputs of each stack, by their keys.
 * https://docs.aws.amazon.com/cdk/v2/guide/ref-cli-cmd-deploy.html
 */
import type { CognitoConfig } from '../config.ts';
import { assemble } from './assemble.ts';
import { readFile, type ObjectReader } from './object-reader.ts';
import { createProblems } from './problems.ts';
import { readSettings, type SettingName } from './settings.ts';
import { reportWrongFile } from './wrong-file.ts';

export interface FromCdkOutputsOptions {
  /** The stack whose outputs are read. Default: all stacks. */
  stack?: string;
  /** The output keys of settings that are not recognized by themselves: `{ clientId: 'WebAppId' }`. */
  keys?: Readonly<Partial<Record<SettingName, string>>>;
}

interface Output {
  /** Names the output in problems: `<stack>.<key>`. */
  path: string;
  key: string;
  /** The key in lower case, without the eight digits that the CDK appends to an output inside a construct. */
  plainKey: string;
  value: string;
}

/** Recognizes the output of a setting: these four by their values or keys, the others by `Cognito` and their name. */
const recognizers: Partial<Record<SettingName, (output: Output) => boolean>> = {
  userPoolId: ({ value }) => /^[a-z]{2,4}(-[a-z]+)+-\d+_[0-9A-Za-z]+$/.test(value),
  identityPoolId: ({ value }) => /^[a-z]{2,4}(-[a-z]+)+-\d+:[0-9a-f-]{36}$/.test(value),
  clientId: ({ plainKey, value }) => plainKey.endsWith('clientid') && /^\w+$/.test(value),
  domain: ({ plainKey, value }) =>
    /\.amazoncognito\.com\/?$/.test(value) ||
    /(cognito|userpool|managedlogin|hostedui)domain(name|url)?$/.test(plainKey),
};

/**
 * Reads a config from the outputs of CDK stacks. User pool and identity pool are recognized by the form of their ids, the
 * app client by a key that ends in `ClientId`. Managed login is recognized by an address under amazoncognito.com or a key
 * such as `UserPoolDomain`. Every other setting is recognized by a key of `Cognito` and its name, such as `CognitoGuest`,
 * `CognitoAliases` or `CognitoSignUpAttributes`. Where several outputs fit, `stack` or `keys` choose.
 * @example
 * import outputs from './cdk-outputs.json';
 * const cognito = createCognito(fromCdkOutputs(outputs, { stack: 'AuthStack' }));
 * @param outputs The content of the file, or its namespace import
 * @throws {CognitoError} `ConfigInvalid`, naming every setting that is missing, wrong or ambiguous
 */
export function fromCdkOutputs(
  outputs: unknown,
  { stack, keys = {} }: FromCdkOutputsOptions = {},
): CognitoConfig {
  const name = 'the outputs of a CDK stack';
  const problems = createProblems({
    name,
    adapter: 'fromCdkOutputs',
    remedy:
      'Add a CfnOutput for each id to the stack and deploy with `cdk deploy --outputs-file cdk-outputs.json`, or name the outputs with { keys }.',
  });
  const file = readFile(outputs, problems);
  const stacks = file.names().filter((stackName) => stack === undefined || stackName === stack);
  if (stack !== undefined && stacks.length === 0)
    problems.add(`it has no stack ${stack}; its stacks are ${file.names().join(', ') || 'none'}`);
  const isWrongFile = reportWrongFile(name, file, problems);
  const all = isWrongFile ? [] : stacks.flatMap((stackName) => outputsOf(stackName, file));

  const get = (setting: SettingName): string | undefined => {
    const key = keys[setting];
    const isSetting =
      recognizers[setting] ?? (({ plainKey }) => plainKey === `cognito${setting.toLowerCase()}`);
    const matches = all.filter((output) => (key === undefined ? isSetting(output) : output.key === key));
    if (key !== undefined && matches.length === 0)
      problems.add(`no output has the key ${key}, which { keys } names`);
    // A key that names only the setting goes before longer keys, such as that of a native app's client.
    const exact = matches.filter(({ plainKey }) => /^(cognito)?(userpool)?clientid$/.test(plainKey));
    const chosen = setting === 'clientId' && exact.length > 0 ? exact : matches;
    // Outputs that are exported for other stacks repeat a value, so only different values are ambiguous.
    if (new Set(chosen.map(({ value }) => value)).size > 1)
      problems.add(
        `${setting} could be ${chosen.map(({ path }) => path).join(' or ')}. Choose one with { stack } or { keys: { ${setting}: '<key>' } }`,
      );
    return chosen[0]?.value;
  };
  const nameOf = (setting: SettingName) => `an output for ${setting}`;
  return assemble(readSettings({ get, nameOf }, problems), problems);
}

function outputsOf(stack: string, file: ObjectReader): Output[] {
  const outputs = file.object(stack);
  return (outputs?.names() ?? []).flatMap((key) => {
    const value = outputs?.text(key)?.trim();
    return value
      ? { path: `${stack}.${key}`, key, plainKey: key.replace(/[0-9A-F]{8}$/, '').toLowerCase(), value }
      : [];
  });
}
