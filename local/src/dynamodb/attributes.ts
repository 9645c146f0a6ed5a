/** Context keys about attributes: `dynamodb:Attributes`, `dynamodb:Select` and `dynamodb:ReturnValues`. */
import type { ContextKeys } from '../iam/context.ts';
import { attributesIn } from './expression.ts';
import { listAt, textAt, type Tree, treeAt } from './values.ts';

const expressions = [
  'KeyConditionExpression',
  'FilterExpression',
  'ConditionExpression',
  'UpdateExpression',
  'ProjectionExpression',
];
const maps = ['Key', 'Item', 'Expected', 'AttributeUpdates', 'KeyConditions', 'QueryFilter', 'ScanFilter'];

/** Returns only the keys that the request has. */
export const attributeContext = (input: Tree): ContextKeys => {
  const names = treeAt(input, 'ExpressionAttributeNames');
  const attributes = new Set([
    ...maps.flatMap((name) => Object.keys(treeAt(input, name))),
    ...listAt(input, 'AttributesToGet').filter((name) => typeof name === 'string'),
    ...expressions.flatMap((name) => attributesIn(textAt(input, name) ?? '', names)),
  ]);
  const select =
    textAt(input, 'Select') ??
    ((input['ProjectionExpression'] ?? input['AttributesToGet']) ? 'SPECIFIC_ATTRIBUTES' : undefined);
  const returned = textAt(input, 'ReturnValues');
  return {
    ...(attributes.size > 0 && { 'dynamodb:Attributes': [...attributes] }),
    ...(select !== undefined && { 'dynamodb:Select': select }),
    ...(returned !== undefined && { 'dynamodb:ReturnValues': returned }),
  };
};
