/**
 * The parser of the DynamoDB gate reads partition keys and attribute names, and refuses what it cannot read for
 * certain.
 */
import { describe, expect, it } from 'vitest';
import { attributeContext } from '../../../local/src/dynamodb/attributes.ts';
import { partitionValues } from '../../../local/src/dynamodb/expression.ts';
import { keyText } from '../../../local/src/dynamodb/values.ts';

const names = { '#p': 'owner', '#s': 'id' };
const values = { ':me': { S: 'me' }, ':n': { N: '7' }, ':list': { L: [] } };
const read = (expression: string) => partitionValues(expression, 'owner', { names, values });

describe('a key condition', () => {
  it.each([
    ['owner = :me', ['me']],
    ['#p=:me', ['me']],
    [':me = #p', ['me']],
    ['(#p = :me)', ['me']],
    ['#s BETWEEN :n AND :me AND #p = :n', ['7']],
    ['begins_with(#s, :n) and #p = :me', ['me']],
    ['#p = :me AND owner = :n', ['me', '7']],
  ])('%s gives the partition keys %j', (expression, partitionKeys) => {
    expect(read(expression)).toEqual(partitionKeys);
  });

  it.each([
    '#p = :me OR #s = :n',
    'NOT #p = :me',
    '#s = :me',
    '#p > :me',
    '#p = :absent',
    '#p = :list',
    '#p = #s',
    '#unknown = :me',
    '#p = :me; DROP',
    'Owner = :me',
    '',
  ])('%s is refused', (expression) => {
    expect(() => read(expression)).toThrow(expect.objectContaining({ code: 'ValidationException' }));
  });
});

describe('a key value', () => {
  it('a key has one value of type S, N or B; other shapes are refused', () => {
    expect([keyText({ S: 'a' }), keyText({ N: '1' }), keyText({ B: 'AA==' })]).toEqual(['a', '1', 'AA==']);
    for (const value of [
      { S: 'a', N: '1' },
      { SS: ['a'] },
      { S: 1 },
      {},
      [],
      null,
      'a',
      undefined,
      { __proto__: { S: 'a' } },
    ])
      expect(() => keyText(value)).toThrow(expect.objectContaining({ code: 'ValidationException' }));
  });
});

describe('dynamodb:Attributes', () => {
  it('dynamodb:Attributes lists each top-level attribute of a request', () => {
    const context = attributeContext({
      Key: { owner: { S: 'me' }, id: { S: '1' } },
      UpdateExpression: 'SET #t = if_not_exists(#t, :x), place.city = :y REMOVE tags[0]',
      ConditionExpression: 'attribute_exists(version) AND size(notes) > :n',
      ExpressionAttributeNames: { '#t': 'text' },
      ReturnValues: 'ALL_NEW',
    });
    expect(context).toEqual({
      'dynamodb:Attributes': ['owner', 'id', 'version', 'notes', 'text', 'place', 'tags'],
      'dynamodb:ReturnValues': 'ALL_NEW',
    });
    expect(attributeContext({ ProjectionExpression: 'a, b.c' })).toEqual({
      'dynamodb:Attributes': ['a', 'b'],
      'dynamodb:Select': 'SPECIFIC_ATTRIBUTES',
    });
    expect(attributeContext({})).toEqual({});
  });
});
