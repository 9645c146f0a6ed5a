/**
 * The choice of a role in an identity pool: default role, role of the token, role of a rule, or the role that the
 * client asks for.
 */
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

describe('role mapping by token', () => {
  const mapByToken = (ambiguousRoleResolution: RoleMapping['ambiguousRoleResolution']) =>
    withMapping({ type: 'Token', ambiguousRoleResolution });

  it('cognito:preferred_role decides the role', async () => {
    const { aws, editor, reader } = mapByToken('Deny');
    const claims = { 'cognito:roles': [editor, reader], 'cognito:preferred_role': reader };
    expect(await roleOf(aws, claims)).toBe(reader);
  });

  it('a role that the client asks for wins over the preferred role if cognito:roles contains it', async () => {
    const { aws, editor, reader } = mapByToken('Deny');
    const claims = { 'cognito:roles': [editor, reader], 'cognito:preferred_role': reader };
    expect(await roleOf(aws, claims, editor)).toBe(editor);
  });

  it('fault 76 (CustomRoleArn): a role that cognito:roles does not contain is refused, even if it is the preferred one', async () => {
    const { aws, editor, reader } = mapByToken('AuthenticatedRole');
    for (const claims of [
      { 'cognito:roles': [reader], 'cognito:preferred_role': editor },
      { 'cognito:preferred_role': editor },
      {},
    ])
      await expect(roleOf(aws, claims, editor)).rejects.toMatchObject(refused(/custom role is forbidden/));
  });

  it('a guest that asks for a role is refused', async () => {
    const { aws, editor } = mapByToken('AuthenticatedRole');
    await expect(getKeys(aws, await getId(aws), undefined, editor)).rejects.toMatchObject(
      refused(/custom role is forbidden/),
    );
  });

  it('a token without a preferred role gets the default role or is denied, as the pool is configured', async () => {
    for (const claims of [{}, { 'cognito:roles': ['arn:a', 'arn:b'] }]) {
      expect(await roleOf(mapByToken('AuthenticatedRole').aws, claims)).toBe(userRole);
      await expect(roleOf(mapByToken('Deny').aws, claims)).rejects.toMatchObject(
        ambiguous(`${provider}:${clientId}`),
      );
    }
  });

  it('a preferred role that does not exist or does not trust the pool gives no credentials', async () => {
    const { aws } = mapByToken('AuthenticatedRole');
    const untrusting = addRole(aws, 'untrusting', {
      trustPolicy: { Version: '2012-10-17', Statement: [] },
    });
    for (const role of ['arn:aws:iam::123456789012:role/missing', untrusting])
      await expect(roleOf(aws, { 'cognito:preferred_role': role })).rejects.toMatchObject({
        name: 'InvalidIdentityPoolConfigurationException',
      });
    expect(aws.lines.join('\n')).toContain(
      'names the role arn:aws:iam::123456789012:role/missing, which does not exist',
    );
  });

  it('a cognito:roles text with commas is read as a list, as other providers send it', async () => {
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

describe('role mapping by rules', () => {
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
  ])('%s %s on the claims %o fits: %s', async (matchType, value, claims, fits) => {
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
      value: `missing-${index}`,
      roleArn: userRole,
    })),
    last,
  ];

  it('the first rule that fits decides the role', async () => {
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
    // A role mapping by rules ignores cognito:preferred_role.
    await expect(roleOf(aws, { 'cognito:preferred_role': editor })).rejects.toMatchObject(
      ambiguous(provider),
    );
  });

  it('only the first 25 rules are evaluated', async () => {
    const { aws, editor } = withMapping({ type: 'Token', ambiguousRoleResolution: 'Deny' });
    const last: RoleRule = { claim: 'role', matchType: 'Equals', value: 'admin', roleArn: editor };
    const setRules = (count: number) => {
      aws.pool.roleMappings = {
        [provider]: { type: 'Rules', ambiguousRoleResolution: 'Deny', rules: rules(count, last) },
      };
    };
    setRules(24);
    expect(await roleOf(aws, { role: 'admin' })).toBe(editor);
    setRules(25);
    await expect(roleOf(aws, { role: 'admin' })).rejects.toMatchObject(ambiguous(provider));
  });

  it('names that objects inherit, such as __proto__, are not claims', async () => {
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

describe('the key of a role mapping', () => {
  it('the mapping of the app client wins over the mapping of the user pool; a mapping of another client is ignored', async () => {
    const { aws, editor, reader } = withMapping({ type: 'Token', ambiguousRoleResolution: 'Deny' });
    const alwaysRole = (roleArn: string): RoleMapping => ({
      type: 'Rules',
      ambiguousRoleResolution: 'Deny',
      rules: [{ claim: 'sub', matchType: 'NotEqual', value: '', roleArn }],
    });
    aws.pool.roleMappings = {
      [provider]: alwaysRole(reader),
      [`${provider}:${clientId}`]: alwaysRole(editor),
    };
    expect(await roleOf(aws, {})).toBe(editor);
    aws.pool.roleMappings = { [provider]: alwaysRole(reader), [`${provider}:another`]: alwaysRole(editor) };
    expect(await roleOf(aws, {})).toBe(reader);
  });

  it('a mapping of another provider changes nothing', async () => {
    const { aws } = withMapping({ type: 'Token', ambiguousRoleResolution: 'Deny' }, 'accounts.google.com');
    expect(await roleOf(aws, {})).toBe(userRole);
  });

  it('a mapping never applies to a guest', async () => {
    const { aws } = withMapping({ type: 'Token', ambiguousRoleResolution: 'Deny' });
    expect((await sessionOf(aws)).roleArn).toBe('arn:aws:iam::123456789012:role/cognito-kit-guest');
  });
});
