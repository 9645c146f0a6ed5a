/** Which role a user takes: the pool's, the token's, a rule's, or the one that is asked for. */
import type { JWTPayload } from 'jose';
import { describe, expect, it } from 'vitest';
import type { RoleMapping, RoleRule } from '../../../local/src/identity-pool/state.ts';
import { type AwsSide, clientId, createAwsSide, provider } from '../sts/aws-side.ts';
import { ada, addRole, getId, getKeys, issuer, refused, sessionOf } from './calls.ts';

const userRole = 'arn:aws:iam::123456789012:role/cognito-kit-user';
const ambiguous = (name: string) =>
  refused(`The ambiguous role mapping rules for: ${name} denied this request.`);

const withMapping = (mapping: RoleMapping, key = `${provider}:${clientId}`) => {
  const aws = createAwsSide();
  aws.pool.roleMappings = { [key]: mapping };
  return { aws, editor: addRole(aws, 'editor'), reader: addRole(aws, 'reader') };
};
const roleOf = async (aws: AwsSide, claims: JWTPayload, custom?: string) =>
  (await sessionOf(aws, await ada(aws, claims), custom)).roleArn;

describe('by token', () => {
  const token = (ambiguousRoleResolution: RoleMapping['ambiguousRoleResolution']) =>
    withMapping({ type: 'Token', ambiguousRoleResolution });

  it('cognito:preferred_role is taken', async () => {
    const { aws, editor, reader } = token('Deny');
    const claims = { 'cognito:roles': [editor, reader], 'cognito:preferred_role': reader };
    expect(await roleOf(aws, claims)).toBe(reader);
  });

  it('a role that the client names comes before it, if cognito:roles has it', async () => {
    const { aws, editor, reader } = token('Deny');
    const claims = { 'cognito:roles': [editor, reader], 'cognito:preferred_role': reader };
    expect(await roleOf(aws, claims, editor)).toBe(editor);
  });

  it('fault 76: a role that cognito:roles does not have is refused, preferred or not', async () => {
    const { aws, editor, reader } = token('AuthenticatedRole');
    for (const claims of [
      { 'cognito:roles': [reader], 'cognito:preferred_role': editor },
      { 'cognito:preferred_role': editor },
      {},
    ])
      await expect(roleOf(aws, claims, editor)).rejects.toMatchObject(refused(/custom role is forbidden/));
  });

  it('a guest may not name a role', async () => {
    const { aws, editor } = token('AuthenticatedRole');
    await expect(getKeys(aws, await getId(aws), undefined, editor)).rejects.toMatchObject(
      refused(/custom role is forbidden/),
    );
  });

  it('without a preferred one: the default role, or none, as the pool resolves it', async () => {
    for (const claims of [{}, { 'cognito:roles': ['arn:a', 'arn:b'] }]) {
      expect(await roleOf(token('AuthenticatedRole').aws, claims)).toBe(userRole);
      await expect(roleOf(token('Deny').aws, claims)).rejects.toMatchObject(
        ambiguous(`${provider}:${clientId}`),
      );
    }
  });

  it('a preferred role that does not exist, or does not trust the pool, gives no keys', async () => {
    const { aws } = token('AuthenticatedRole');
    const untrusting = addRole(aws, 'untrusting', {
      trustPolicy: { Version: '2012-10-17', Statement: [] },
    });
    for (const role of ['arn:aws:iam::123456789012:role/nobody', untrusting])
      await expect(roleOf(aws, { 'cognito:preferred_role': role })).rejects.toMatchObject({
        name: 'InvalidIdentityPoolConfigurationException',
      });
    expect(aws.lines.join('\n')).toContain(
      'names the role arn:aws:iam::123456789012:role/nobody, which does not exist',
    );
  });

  it('a text with commas is a list of roles, as other providers send it', async () => {
    const aws = createAwsSide();
    const [editor, reader] = [addRole(aws, 'editor'), addRole(aws, 'reader')];
    const login = issuer(aws, 'login.example.com');
    const session = await sessionOf(
      aws,
      await login('ada', { 'cognito:roles': `${editor}, ${reader}` }),
      reader,
    );
    expect(session.roleArn).toBe(reader);
  });
});

describe('by rules', () => {
  type Row = [RoleRule['matchType'], value: string, claims: JWTPayload, fits: boolean];
  it.each<Row>([
    ['Equals', 'admin', { role: 'admin' }, true],
    ['Equals', 'admin', { role: 'Admin' }, false],
    ['Equals', 'admin', {}, false],
    ['Equals', 'true', { role: true }, true],
    ['Equals', '7', { role: 7 }, true],
    ['Equals', 'admin', { role: ['user', 'admin'] }, true],
    ['NotEqual', 'admin', { role: 'user' }, true],
    ['NotEqual', 'admin', { role: 'admin' }, false],
    ['NotEqual', 'admin', {}, false],
    ['NotEqual', 'admin', { role: null }, false],
    ['NotEqual', 'admin', { role: ['user', 'admin'] }, false],
    ['StartsWith', 'adm', { role: 'admin' }, true],
    ['StartsWith', 'min', { role: 'admin' }, false],
    ['Contains', 'dmi', { role: 'admin' }, true],
    ['Contains', 'xyz', { role: 'admin' }, false],
    ['Contains', 'admin', { role: ['users', 'administrators'] }, true],
  ])('%s %s of %o → %s', async (matchType, value, claims, fits) => {
    const { aws, editor } = withMapping({
      type: 'Rules',
      ambiguousRoleResolution: 'AuthenticatedRole',
      rules: [],
    });
    aws.pool.roleMappings = {
      [provider]: {
        type: 'Rules',
        ambiguousRoleResolution: 'AuthenticatedRole',
        rules: [{ claim: 'role', matchType, value, roleArn: editor }],
      },
    };
    expect(await roleOf(aws, claims)).toBe(fits ? editor : userRole);
  });

  const rules = (count: number, last: RoleRule): readonly RoleRule[] => [
    ...Array.from({ length: count }, (_, index): RoleRule => ({
      claim: 'role',
      matchType: 'Equals',
      value: `nobody-${index}`,
      roleArn: userRole,
    })),
    last,
  ];

  it('the first that fits wins', async () => {
    const { aws, editor, reader } = withMapping({ type: 'Token', ambiguousRoleResolution: 'Deny' });
    const rule = (value: string, roleArn: string): RoleRule => ({
      claim: 'custom:team',
      matchType: 'StartsWith',
      value,
      roleArn,
    });
    aws.pool.roleMappings = {
      [provider]: {
        type: 'Rules',
        ambiguousRoleResolution: 'Deny',
        rules: [rule('red', editor), rule('r', reader)],
      },
    };
    expect(await roleOf(aws, { 'custom:team': 'red-1' })).toBe(editor);
    expect(await roleOf(aws, { 'custom:team': 'rose' })).toBe(reader);
    await expect(roleOf(aws, { 'custom:team': 'blue' })).rejects.toMatchObject(ambiguous(provider));
    // preferred_role means nothing where rules decide
    await expect(roleOf(aws, { 'cognito:preferred_role': editor })).rejects.toMatchObject(
      ambiguous(provider),
    );
  });

  it('only 25 are looked at', async () => {
    const { aws, editor } = withMapping({ type: 'Token', ambiguousRoleResolution: 'Deny' });
    const last: RoleRule = { claim: 'role', matchType: 'Equals', value: 'admin', roleArn: editor };
    const set = (count: number) => {
      aws.pool.roleMappings = {
        [provider]: { type: 'Rules', ambiguousRoleResolution: 'Deny', rules: rules(count, last) },
      };
    };
    set(24);
    expect(await roleOf(aws, { role: 'admin' })).toBe(editor);
    set(25);
    await expect(roleOf(aws, { role: 'admin' })).rejects.toMatchObject(ambiguous(provider));
  });

  it('of what objects inherit, no claim is found', async () => {
    const { aws, editor } = withMapping({ type: 'Token', ambiguousRoleResolution: 'Deny' });
    for (const claim of ['__proto__', 'constructor', 'toString']) {
      aws.pool.roleMappings = {
        [provider]: {
          type: 'Rules',
          ambiguousRoleResolution: 'AuthenticatedRole',
          rules: [{ claim, matchType: 'NotEqual', value: 'x', roleArn: editor }],
        },
      };
      expect(await roleOf(aws, {})).toBe(userRole);
    }
  });
});

describe('a mapping', () => {
  it('of one app client comes before the user pool’s, and another client’s is none of its business', async () => {
    const { aws, editor, reader } = withMapping({ type: 'Token', ambiguousRoleResolution: 'Deny' });
    const always = (roleArn: string): RoleMapping => ({
      type: 'Rules',
      ambiguousRoleResolution: 'Deny',
      rules: [{ claim: 'sub', matchType: 'NotEqual', value: '', roleArn }],
    });
    aws.pool.roleMappings = { [provider]: always(reader), [`${provider}:${clientId}`]: always(editor) };
    expect(await roleOf(aws, {})).toBe(editor);
    aws.pool.roleMappings = { [provider]: always(reader), [`${provider}:another`]: always(editor) };
    expect(await roleOf(aws, {})).toBe(reader);
  });

  it('of a provider that the user did not come from changes nothing', async () => {
    const { aws } = withMapping({ type: 'Token', ambiguousRoleResolution: 'Deny' }, 'accounts.google.com');
    expect(await roleOf(aws, {})).toBe(userRole);
  });

  it('is never a guest’s', async () => {
    const { aws } = withMapping({ type: 'Token', ambiguousRoleResolution: 'Deny' });
    expect((await sessionOf(aws)).roleArn).toBe('arn:aws:iam::123456789012:role/cognito-kit-guest');
  });
});
