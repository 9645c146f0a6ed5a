/** The decision of a policy about one request, and of a role with its session policy about a principal. */
import { describe, expect, it } from 'vitest';
import { createAuthorize } from '../../../local/src/iam/authorize.ts';
import { checkPolicy } from '../../../local/src/iam/check-policy.ts';
import { type ContextKeys, joinKeys } from '../../../local/src/iam/context.ts';
import { evaluatePolicies } from '../../../local/src/iam/evaluate.ts';
import type { PolicyDocument, Principal, Statement } from '../../../local/src/iam/principal.ts';

const sub = 'us-east-1:11111111-2222-3333-4444-555555555555';
const allow: Statement = { Effect: 'Allow', Action: '*', Resource: '*' };
const effectOf = (
  statements: Statement | readonly Statement[],
  request: { action?: string; resource?: string; keys?: ContextKeys } = {},
  Version: PolicyDocument['Version'] = '2012-10-17',
) =>
  evaluatePolicies([{ name: 'p', document: { Version, Statement: statements } }], {
    action: request.action ?? 's3:GetObject',
    resource: request.resource ?? 'arn:aws:s3:::b/k',
    keys: joinKeys(request.keys ?? {}),
  }).effect;

describe('actions and resources', () => {
  it.each<[Partial<Statement>, 'Allow' | 'none']>([
    [{ Action: 's3:GetObject' }, 'Allow'],
    [{ Action: 'S3:getobject' }, 'Allow'],
    [{ Action: 's3:Get*' }, 'Allow'],
    [{ Action: 's3:*Object' }, 'Allow'],
    [{ Action: 's3:GetObj?ct' }, 'Allow'],
    [{ Action: 's3:Get?' }, 'none'],
    [{ Action: ['s3:PutObject', '*'] }, 'Allow'],
    [{ Action: 's3:GetObjectAcl' }, 'none'],
    [{ Action: 'dynamodb:*' }, 'none'],
    [{ Resource: 'arn:aws:s3:::b/*' }, 'Allow'],
    [{ Resource: 'arn:aws:s3:::b/?' }, 'Allow'],
    [{ Resource: 'arn:aws:s3:::B/k' }, 'none'],
    [{ Resource: 'arn:aws:s3:::b' }, 'none'],
    [{ Resource: 'arn:aws:s3:::b/k/*' }, 'none'],
    [{ Resource: ['arn:aws:s3:::a/*', 'arn:aws:s3:::*/k'] }, 'Allow'],
  ])('a statement with %o gives %s', (part, effect) => {
    expect(effectOf({ ...allow, ...part })).toBe(effect);
  });

  it.each<[Statement, 'Allow' | 'Deny' | 'none']>([
    [{ Effect: 'Allow', NotAction: 's3:Put*', Resource: '*' }, 'Allow'],
    [{ Effect: 'Allow', NotAction: ['s3:Get*', 'iam:*'], Resource: '*' }, 'none'],
    [{ Effect: 'Allow', Action: '*', NotResource: 'arn:aws:s3:::b/*' }, 'none'],
    [{ Effect: 'Allow', Action: '*', NotResource: 'arn:aws:s3:::c/*' }, 'Allow'],
    [{ Effect: 'Allow', Action: '*', NotResource: 'arn:aws:s3:::${aws:absent}/*' }, 'none'],
    [{ Effect: 'Deny', NotAction: 's3:*', Resource: '*' }, 'none'],
    [{ Effect: 'Deny', NotAction: 'iam:*', Resource: '*' }, 'Deny'],
  ])('a statement %o gives %s', (statement, effect) => {
    expect(effectOf(statement)).toBe(effect);
  });

  it('an explicit deny wins in any order of the statements', () => {
    const deny: Statement = { Effect: 'Deny', Action: 's3:Get*', Resource: '*' };
    expect(effectOf([allow, deny])).toBe('Deny');
    expect(effectOf([deny, allow])).toBe('Deny');
    expect(effectOf([])).toBe('none');
  });
});

describe('conditions', () => {
  const keys = {
    's3:prefix': 'private/me/',
    'aws:EpochTime': '1796126400',
    'aws:CurrentTime': '2026-11-30T12:00:00Z',
    'aws:SecureTransport': 'true',
    'aws:SourceIp': '203.0.113.7',
    'x:Six': '2001:db8::7',
    'x:Number': '5',
    'x:Many': ['a', 'b'],
    'x:None': [],
    'x:Arn': 'arn:aws:iam::123456789012:role/x/y',
    'x:Star': '*',
  };
  type Row = [operator: string, key: string, value: string | number | boolean | string[], holds: boolean];
  it.each<Row>([
    ['StringEquals', 's3:prefix', 'private/me/', true],
    ['StringEquals', 'S3:Prefix', 'private/me/', true],
    ['StringEquals', 's3:prefix', ['x', 'private/me/'], true],
    ['StringEquals', 's3:prefix', 'PRIVATE/me/', false],
    ['StringEquals', 's3:prefix', 'private/*', false],
    ['StringEquals', 'x:Star', '*', true],
    ['StringEquals', 'absent', 'x', false],
    ['StringEqualsIgnoreCase', 's3:prefix', 'PRIVATE/ME/', true],
    ['StringNotEquals', 's3:prefix', 'x', true],
    ['StringNotEquals', 's3:prefix', ['x', 'private/me/'], false],
    ['StringNotEquals', 'absent', 'x', true],
    ['StringNotEqualsIgnoreCase', 's3:prefix', 'PRIVATE/ME/', false],
    ['StringLike', 's3:prefix', 'private/*', true],
    ['StringLike', 's3:prefix', 'priv?te/*/', true],
    ['StringLike', 's3:prefix', 'public/*', false],
    ['StringNotLike', 's3:prefix', ['public/*', 'private/*'], false],
    ['StringNotLike', 's3:prefix', 'public/*', true],
    ['StringEqualsIfExists', 'absent', 'x', true],
    ['StringEqualsIfExists', 's3:prefix', 'x', false],
    ['NumericEquals', 'x:Number', '5.0', true],
    ['NumericEquals', 'x:Number', 5, true],
    ['NumericNotEquals', 'x:Number', 5, false],
    ['NumericLessThan', 'x:Number', 5, false],
    ['NumericLessThanEquals', 'x:Number', 5, true],
    ['NumericGreaterThan', 'x:Number', 4, true],
    ['NumericGreaterThanEquals', 'x:Number', 6, false],
    ['NumericEquals', 's3:prefix', 5, false],
    ['NumericLessThan', 'x:Number', 'many', false],
    ['DateGreaterThan', 'aws:CurrentTime', '2026-11-30T11:59:59Z', true],
    ['DateLessThan', 'aws:CurrentTime', '2026-11-30T11:59:59Z', false],
    ['DateEquals', 'aws:EpochTime', '2027-01-01', false],
    ['DateLessThanEquals', 'aws:EpochTime', '1796126400', true],
    ['DateGreaterThanEquals', 'aws:CurrentTime', '2026-12-01', false],
    ['DateNotEquals', 'aws:CurrentTime', '2026-11-30T12:00:00Z', false],
    ['Bool', 'aws:SecureTransport', true, true],
    ['Bool', 'aws:SecureTransport', 'TRUE', true],
    ['Bool', 'aws:SecureTransport', 'false', false],
    ['Bool', 'absent', 'false', false],
    ['BoolIfExists', 'absent', 'false', true],
    ['IpAddress', 'aws:SourceIp', '203.0.113.0/24', true],
    ['IpAddress', 'aws:SourceIp', '203.0.113.7', true],
    ['IpAddress', 'aws:SourceIp', '203.0.113.8/29', false],
    ['IpAddress', 'aws:SourceIp', '203.0.113.0/33', false],
    ['IpAddress', 'aws:SourceIp', '2001:db8::/32', false],
    ['IpAddress', 'x:Six', '2001:db8::/32', true],
    ['IpAddress', 'x:Six', '2001:db9::/32', false],
    ['IpAddress', 'aws:SourceIp', '0.0.0.0/0', true],
    ['NotIpAddress', 'aws:SourceIp', ['10.0.0.0/8', '203.0.113.0/24'], false],
    ['NotIpAddress', 'aws:SourceIp', '10.0.0.0/8', true],
    ['ArnLike', 'x:Arn', 'arn:aws:iam::*:role/x/*', true],
    ['ArnLike', 'x:Arn', 'arn:aws:*/y', false],
    ['ArnNotEquals', 'x:Arn', 'arn:aws:iam::123456789012:role/x/y', false],
    ['Null', 'absent', 'true', true],
    ['Null', 'absent', false, false],
    ['Null', 's3:prefix', 'true', false],
    ['Null', 's3:prefix', 'false', true],
    ['Null', 'x:None', 'true', true],
    ['StringEquals', 'x:Many', 'b', true],
    ['StringNotEquals', 'x:Many', 'a', false],
    ['ForAllValues:StringEquals', 'x:Many', ['a', 'b', 'c'], true],
    ['ForAllValues:StringEquals', 'x:Many', ['a'], false],
    ['ForAllValues:StringEquals', 'absent', ['a'], true],
    ['ForAllValues:StringEquals', 'x:None', ['a'], true],
    ['ForAllValues:StringNotEquals', 'x:Many', ['c'], true],
    ['ForAllValues:StringNotEquals', 'x:Many', ['b'], false],
    ['ForAnyValue:StringEquals', 'x:Many', ['b', 'z'], true],
    ['ForAnyValue:StringEquals', 'x:Many', ['z'], false],
    ['ForAnyValue:StringEquals', 'absent', ['z'], false],
    ['ForAnyValue:StringEquals', 'x:None', ['z'], false],
    ['ForAnyValue:StringNotEquals', 'x:Many', ['a'], true],
    ['ForAnyValue:StringNotEquals', 'absent', ['a'], false],
    ['ForAnyValue:StringLikeIfExists', 'absent', ['a*'], true],
    ['StringEqual', 's3:prefix', 'private/me/', false],
    ['__proto__', 's3:prefix', 'private/me/', false],
    ['ForAllValues:Null', 's3:prefix', 'false', false],
  ])('%s of %s with %o holds: %s', (operator, key, value, holds) => {
    const Condition = { [operator]: { [key]: value } };
    expect(effectOf({ ...allow, Condition }, { keys })).toBe(holds ? 'Allow' : 'none');
  });

  it('a statement applies only if every operator and every key of its condition holds', () => {
    const both = (prefix: string, number: number): Statement => ({
      ...allow,
      Condition: {
        StringLike: { 's3:prefix': prefix, 'x:Star': '*' },
        NumericEquals: { 'x:Number': number },
      },
    });
    expect(effectOf(both('private/*', 5), { keys })).toBe('Allow');
    expect(effectOf(both('public/*', 5), { keys })).toBe('none');
    expect(effectOf(both('private/*', 6), { keys })).toBe('none');
  });
});

describe('policy variables', () => {
  const keys = {
    'cognito-identity.amazonaws.com:sub': sub,
    'x:Star': '*',
    'x:Many': ['a'],
    'x:Nested': '${x:Star}',
  };
  const onResource = (Resource: string): Statement => ({ ...allow, Resource });
  type Row = [pattern: string, resource: string, effect: 'Allow' | 'none'];
  it.each<Row>([
    ['b/private/${cognito-identity.amazonaws.com:sub}/*', `b/private/${sub}/a`, 'Allow'],
    ['b/private/${Cognito-Identity.amazonaws.com:SUB}/*', `b/private/${sub}/a`, 'Allow'],
    ['b/private/${cognito-identity.amazonaws.com:sub}/*', `b/private/${sub}x/a`, 'none'],
    ['b/private/${cognito-identity.amazonaws.com:sub}/*', 'b/private/other/a', 'none'],
    ['b/${x:Star}', 'b/anything', 'none'],
    ['b/${x:Star}', 'b/*', 'Allow'],
    ['b/${x:Nested}', 'b/*', 'none'],
    ['b/${x:Nested}', 'b/${x:Star}', 'Allow'],
    ['b/${x:Absent}', 'b/', 'none'],
    ['b/${x:Absent}', 'b/${x:Absent}', 'none'],
    ['b/${x:Many}', 'b/a', 'none'],
    ["b/${x:Absent, 'fallback'}", 'b/fallback', 'Allow'],
    ["b/${x:Absent, '*'}", 'b/anything', 'none'],
    ["b/${x:Star, 'fallback'}", 'b/fallback', 'none'],
    ['b/${*}', 'b/*', 'Allow'],
    ['b/${*}', 'b/a', 'none'],
    ['b/${?}', 'b/?', 'Allow'],
    ['b/${?}', 'b/a', 'none'],
    ['b/${$}{x}', 'b/${x}', 'Allow'],
    ['b/${unclosed', 'b/${unclosed', 'Allow'],
    ['b/${__proto__}', 'b/[object Object]', 'none'],
  ])('%s on the resource %s gives %s', (pattern, resource, effect) => {
    expect(effectOf(onResource(pattern), { resource, keys })).toBe(effect);
  });

  it('a variable is matched literally in conditions, and a variable without a value disables the statement', () => {
    const conditionOn = (operator: string, value: string): Statement => ({
      ...allow,
      Condition: { [operator]: { 'dynamodb:LeadingKeys': value } },
    });
    const variable = '${cognito-identity.amazonaws.com:sub}';
    const ownRow = { ...keys, 'dynamodb:LeadingKeys': [sub] };
    const mixedRows = { ...keys, 'dynamodb:LeadingKeys': [sub, 'foreign'] };
    expect(effectOf(conditionOn('ForAllValues:StringEquals', variable), { keys: ownRow })).toBe('Allow');
    expect(effectOf(conditionOn('ForAllValues:StringEquals', variable), { keys: mixedRows })).toBe('none');
    expect(effectOf(conditionOn('StringNotEquals', '${x:Absent}'), { keys: ownRow })).toBe('none');
    expect(effectOf(conditionOn('StringLike', '${x:Star}'), { keys: ownRow })).toBe('none');
  });

  it('a policy of version 2008-10-17 treats variables as plain text', () => {
    expect(effectOf(onResource('b/${x:Star}'), { resource: 'b/${x:Star}', keys }, '2008-10-17')).toBe(
      'Allow',
    );
  });
});

describe('a principal', () => {
  const role = (policies: readonly Statement[]) => ({
    roles: {
      'arn:r': {
        name: 'r',
        arn: 'arn:r',
        id: 'AROA',
        trustPolicy: { Version: '2012-10-17' as const, Statement: [] },
        policies: [{ name: 'p', document: { Version: '2012-10-17' as const, Statement: policies } }],
      },
    },
  });
  const principal: Principal = {
    arn: 'arn:aws:sts::1:assumed-role/r/s',
    account: '1',
    roleArn: 'arn:r',
    userId: 'AROA:s',
    context: { 'cognito-identity.amazonaws.com:sub': sub },
  };
  const lines: string[] = [];
  const platform = {
    now: () => Date.parse('2026-11-30T12:00:00Z'),
    random: () => new Uint8Array(),
    print: (line: string) => void lines.push(line),
  };
  const decide = (policies: readonly Statement[], caller: Principal, context: ContextKeys = {}) =>
    createAuthorize({ platform, iam: role(policies) })({
      principal: caller,
      action: 's3:GetObject',
      resource: 'arn:aws:s3:::b/k',
      context,
    });
  const capped = (Action: string, Effect: 'Allow' | 'Deny' = 'Allow'): Principal => ({
    ...principal,
    sessionPolicy: {
      Version: '2012-10-17',
      Statement: [
        { ...allow, Action: '*' },
        { Effect, Action, Resource: '*' },
      ].slice(Effect === 'Deny' ? 0 : 1),
    },
  });
  const denialMessage = (because: string) =>
    `User: arn:aws:sts::1:assumed-role/r/s is not authorized to perform: s3:GetObject on resource: arn:aws:s3:::b/k ${because}`;

  it('a request is allowed only if role and session policy allow it, and the denial names the one that does not', () => {
    expect(decide([{ ...allow, Sid: 'All' }], principal)).toEqual({ effect: 'Allow', statement: 'p/All' });
    expect(decide([allow], capped('s3:*')).effect).toBe('Allow');
    expect(decide([allow], capped('dynamodb:*'))).toMatchObject({
      reason: 'session',
      message: denialMessage('because no session policy allows the s3:GetObject action'),
    });
    expect(decide([allow], capped('s3:*', 'Deny'))).toMatchObject({
      reason: 'explicit',
      message: denialMessage('with an explicit deny in a session policy'),
    });
    expect(decide([], capped('s3:*'))).toMatchObject({
      reason: 'implicit',
      message: denialMessage('because no identity-based policy allows the s3:GetObject action'),
    });
    expect(decide([allow, { ...allow, Effect: 'Deny' }], principal)).toMatchObject({
      reason: 'explicit',
      statement: 'p/1',
      message: denialMessage('with an explicit deny in an identity-based policy'),
    });
  });

  it('a request cannot replace the context keys of the session', () => {
    const ownStatement: Statement = {
      ...allow,
      Condition: { StringEquals: { 'cognito-identity.amazonaws.com:sub': sub } },
    };
    expect(decide([ownStatement], principal, { 'Cognito-Identity.amazonaws.com:sub': 'forged' }).effect).toBe(
      'Allow',
    );
    const forgedStatement: Statement = {
      ...allow,
      Condition: { StringEquals: { 'cognito-identity.amazonaws.com:sub': 'forged' } },
    };
    expect(
      decide([forgedStatement], principal, { 'cognito-identity.amazonaws.com:sub': 'forged' }).effect,
    ).toBe('Deny');
  });

  it('a principal is denied if its role is gone; the account itself is always allowed', () => {
    expect(decide([allow], { ...principal, roleArn: 'arn:gone' }).effect).toBe('Deny');
    expect(decide([allow], { ...principal, roleArn: '__proto__' }).effect).toBe('Deny');
    const { roleArn: _, ...root } = principal;
    expect(decide([], root).effect).toBe('Allow');
  });

  it('a denial is printed with the statement that nearly allowed the request', () => {
    decide(
      [
        {
          ...allow,
          Sid: 'Night',
          Condition: { DateGreaterThan: { 'aws:CurrentTime': '2026-11-30T22:00:00Z' } },
        },
      ],
      principal,
    );
    expect(lines.at(-1)).toContain(
      '(p/Night: DateGreaterThan aws:CurrentTime asks for [2026-11-30T22:00:00Z], and the request has [2026-11-30T12:00:00.000Z])',
    );
  });

  it('fault 73 (identity id): a denial is printed without the identity id', () => {
    decide(
      [
        { ...allow, Resource: 'x/${cognito-identity.amazonaws.com:sub}', Condition: {} },
        { ...allow, Condition: { StringEquals: { 'x:y': sub } } },
      ],
      principal,
    );
    expect(lines.join('\n')).not.toContain(sub);
  });
});

describe('checkPolicy', () => {
  const policyWith = (change: object) => ({ Version: '2012-10-17', Statement: { ...allow, ...change } });

  it.each<[string, object, RegExp]>([
    ['no version', { Version: '2020-01-01', Statement: allow }, /no known Version.*Write "Version"/],
    [
      'no action',
      { Version: '2012-10-17', Statement: { Effect: 'Allow', Resource: '*' } },
      /needs either Action or NotAction/,
    ],
    [
      'both resources',
      { Version: '2012-10-17', Statement: { ...allow, NotResource: '*' } },
      /has both Resource and NotResource/,
    ],
    [
      'an operator that does not exist',
      { Version: '2012-10-17', Statement: { ...allow, Sid: 'Typo', Condition: { StringLikes: {} } } },
      /Statement Typo of the policy p uses the condition operator "StringLikes"/,
    ],
    ['null instead of an object', null as unknown as object, /no known Version/],
    [
      'a statement that is not an object',
      { Version: '2012-10-17', Statement: 'allow' },
      /a statement that is not an object/,
    ],
    ['no statement', { Version: '2012-10-17' }, /a statement that is not an object/],
    ['no effect', policyWith({ Effect: 'allow' }), /neither allows nor denies/],
    ['an action without a service', policyWith({ Action: 'GetObject' }), /not of the form "service:Action"/],
    ['an action that is not a text', policyWith({ Action: [5] }), /not of the form "service:Action"/],
    ['an empty list of actions', policyWith({ Action: [] }), /not of the form "service:Action"/],
    [
      'a resource that is not an ARN',
      policyWith({ Resource: 'bucket/*' }),
      /names a resource that is not an ARN/,
    ],
    [
      'NotPrincipal',
      policyWith({ NotPrincipal: { AWS: '*' } }),
      /has "NotPrincipal", which is not supported/,
    ],
    ['a misspelt member', policyWith({ Conditions: {} }), /has "Conditions", which is not supported/],
    ['an empty principal', policyWith({ Principal: { Federated: [] } }), /a Principal without a name/],
    ['a condition that is not an object', policyWith({ Condition: [] }), /a Condition that is not an object/],
    [
      'an operator without keys',
      policyWith({ Condition: { Bool: true } }),
      /no keys under the condition operator "Bool"/,
    ],
    [
      'a condition value that is an object',
      policyWith({ Condition: { StringEquals: { 'x:y': { z: 1 } } } }),
      /compares x:y with something other than a string/,
    ],
    [
      'a variable under a numeric operator',
      policyWith({ Condition: { NumericLessThan: { 's3:max-keys': '${x:y}' } } }),
      /a variable under "NumericLessThan"/,
    ],
  ])('checkPolicy refuses a policy with %s and gives the reason', (_, document, reason) => {
    expect(() => checkPolicy('p', document as PolicyDocument)).toThrow(reason);
  });

  it('checkPolicy accepts each default policy', async () => {
    const { defaultIam } = await import('../../../local/src/defaults/roles.ts');
    for (const { trustPolicy, policies } of Object.values(defaultIam('us-east-1').roles)) {
      expect(() => checkPolicy('trust', trustPolicy)).not.toThrow();
      for (const { name, document } of policies) expect(() => checkPolicy(name, document)).not.toThrow();
    }
  });
});
