/** Properties that hold for any policy and any request, checked with random ones. */
import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { ownObjects, ownRows } from '../../../local/src/defaults/policies.ts';
import { joinKeys } from '../../../local/src/iam/context.ts';
import { evaluatePolicies } from '../../../local/src/iam/evaluate.ts';
import { globMatches, resolvePattern } from '../../../local/src/iam/pattern.ts';
import type { Statement } from '../../../local/src/iam/principal.ts';

const word = fc.string({ unit: fc.constantFrom('a', 'b', '*', '?', '/', ':', '$', '{', '}'), maxLength: 8 });
const action = fc.constantFrom('s3:GetObject', 's3:PutObject', 'dynamodb:Query');
const patternOf = (text: string, wildcards: 'match' | 'literal') =>
  resolvePattern(text, {}, { wildcards, variables: 'literal' }) ?? [];
const effectOf = (statements: readonly Statement[], request: { action: string; resource: string }) =>
  evaluatePolicies([{ name: 'p', document: { Version: '2012-10-17', Statement: statements } }], {
    ...request,
    keys: {},
  }).effect;

describe('glob patterns', () => {
  it('a pattern matches as the equivalent regular expression', () => {
    fc.assert(
      fc.property(word, word, (pattern, text) => {
        const source = pattern
          .replace(/[$()+.[\\\]^{|}]/g, '\\$&')
          .replaceAll('*', '[^]*')
          .replaceAll('?', '[^]');
        expect(globMatches(patternOf(pattern, 'match'), text)).toBe(new RegExp(`^${source}$`).test(text));
      }),
      { numRuns: 2000 },
    );
  });

  it('a pattern with literal wildcards matches only itself', () => {
    fc.assert(
      fc.property(word, word, (pattern, text) => {
        expect(globMatches(patternOf(pattern, 'literal'), text)).toBe(pattern === text);
      }),
    );
  });

  it('a pattern with 40 stars against 4,000 characters is matched within 500 ms', () => {
    const pattern = patternOf('*a'.repeat(40), 'match');
    const before = performance.now();
    expect(globMatches(pattern, `${'a'.repeat(4000)}b`)).toBe(false);
    expect(performance.now() - before).toBeLessThan(500);
  });
});

describe('statements', () => {
  const statement = fc.record({
    Effect: fc.constantFrom('Allow' as const, 'Deny' as const),
    Action: fc.oneof(action, fc.constantFrom('*', 's3:*')),
    Resource: fc.oneof(word, fc.constant('*')),
  });
  const request = fc.record({ action, resource: word });

  it('statements decide the same in any order', () => {
    fc.assert(
      fc.property(fc.array(statement, { maxLength: 5 }), request, (statements, requested) => {
        expect(effectOf(statements.toReversed(), requested)).toBe(effectOf(statements, requested));
      }),
    );
  });

  it('one more Deny can only take away, one more Allow can only add', () => {
    fc.assert(
      fc.property(
        fc.array(statement, { maxLength: 5 }),
        statement,
        request,
        (statements, added, requested) => {
          const [before, after] = [
            effectOf(statements, requested),
            effectOf([...statements, added], requested),
          ];
          if (before === 'Deny') expect(after).toBe('Deny');
          if (added.Effect === 'Deny') expect([before, 'Deny']).toContain(after);
          else expect([before, 'Allow']).toContain(after);
        },
      ),
    );
  });
});

describe('the default policies', () => {
  const id = fc.uuid().map((uuid) => `us-east-1:${uuid}`);

  it('the caller may write exactly the objects under the own prefix', () => {
    const key = fc.oneof(
      fc.string({ unit: 'binary' }),
      fc.tuple(id, fc.string()).map(([other, rest]) => `${other}/${rest}`),
      fc.constant('../x'),
    );
    fc.assert(
      fc.property(id, key, fc.boolean(), (me, tail, mine) => {
        const object = `private/${mine ? `${me}/` : ''}${tail}`;
        const { effect } = evaluatePolicies([{ name: 'own', document: ownObjects }], {
          action: 's3:PutObject',
          resource: `arn:aws:s3:::cognito-kit-local/${object}`,
          keys: joinKeys({ 'cognito-identity.amazonaws.com:sub': me }),
        });
        expect(effect === 'Allow').toBe(object.startsWith(`private/${me}/`));
      }),
      { numRuns: 500 },
    );
  });

  it("the caller may read rows only if every row of the batch is the caller's", () => {
    fc.assert(
      fc.property(id, fc.array(id, { maxLength: 3 }), fc.nat(3), (me, others, own) => {
        const leading = [...others, ...Array.from({ length: own }, () => me)];
        fc.pre(leading.length > 0);
        const { effect } = evaluatePolicies([{ name: 'rows', document: ownRows('us-east-1') }], {
          action: 'dynamodb:BatchGetItem',
          resource: 'arn:aws:dynamodb:us-east-1:123456789012:table/notes',
          keys: joinKeys({ 'cognito-identity.amazonaws.com:sub': me, 'dynamodb:LeadingKeys': leading }),
        });
        expect(effect === 'Allow').toBe(others.every((other) => other === me));
      }),
      { numRuns: 300 },
    );
  });

  it('a caller without an identity gets no access', () => {
    const { effect } = evaluatePolicies([{ name: 'own', document: ownObjects }], {
      action: 's3:GetObject',
      resource: 'arn:aws:s3:::cognito-kit-local/private/${cognito-identity.amazonaws.com:sub}/a',
      keys: {},
    });
    expect(effect).toBe('none');
  });
});
