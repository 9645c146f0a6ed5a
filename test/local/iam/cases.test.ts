/** Policy evaluation follows the rules of IAM's documentation, one case a line in `policy-cases.ts`. */
import { describe, expect, it } from 'vitest';
import { checkPolicy } from '../../../local/src/iam/check-policy.ts';
import { joinKeys } from '../../../local/src/iam/context.ts';
import { evaluatePolicies } from '../../../local/src/iam/evaluate.ts';
import type { PolicyDocument, Statement } from '../../../local/src/iam/principal.ts';
import { policyCases } from './policy-cases.ts';

const document = (statements: readonly Statement[]): PolicyDocument => ({
  Version: '2012-10-17',
  Statement: statements,
});

describe.each(Object.entries(policyCases))('%s', (_, cases) => {
  it.each(cases.map((row) => [row[0], row[1], row] as const))('%s: %s', (_rule, effect, row) => {
    const [, , request, keys, ...statements] = row;
    const [action = '', resource = ''] = request.split(' ');
    const verdict = evaluatePolicies([{ name: 'p', document: document(statements) }], {
      action,
      resource,
      keys: joinKeys(keys),
    });
    expect(verdict.effect).toBe(effect);
  });
});

const all = Object.values(policyCases).flat();

it('the list has at least 150 different cases, and enough of each outcome', () => {
  expect(all.length).toBeGreaterThanOrEqual(150);
  const texts = all.map((row) => JSON.stringify(row.slice(2)));
  expect(texts.filter((text, index) => texts.indexOf(text) !== index)).toEqual([]);
  const countOf = (effect: string) => all.filter((row) => row[1] === effect).length;
  expect(Math.min(countOf('Allow'), countOf('none'))).toBeGreaterThan(50);
  expect(countOf('Deny')).toBeGreaterThan(3);
});

it('each policy of the list passes checkPolicy, except the one with a variable in an action', () => {
  const refused = all.filter(([, , , , ...statements]) => {
    try {
      checkPolicy('p', document(statements));
      return false;
    } catch {
      return true;
    }
  });
  expect(refused.map(([rule]) => rule)).toEqual(['a variable in an action is not replaced']);
});
