/**
 * The permissions that a DynamoDB request needs: action, table or index, and leading keys.
 * https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/specifying-conditions.html
 */
import type { ContextKeys } from '../iam/context.ts';
import { attributeContext } from './attributes.ts';
import { partitionValues } from './expression.ts';
import { invalid, keyText, listAt, member, textAt, type Tree, treeAt } from './values.ts';

export interface Access {
  action: string;
  /** The part of the ARN behind `arn:aws:dynamodb:<region>:<account>:`, or `*`. */
  resource: string;
  context: ContextKeys;
}

export interface TableKeys {
  /** Name of the table's partition key. */
  partition: string;
  /** Name of the partition key of each index, by index name. */
  indexes: Readonly<Record<string, string>>;
}

/** Returns the keys of a table; undefined for a table that does not exist. */
export type KeysOf = (table: string) => Promise<TableKeys | undefined>;

type Reader = (input: Tree, keysOf: KeysOf) => Promise<Access[]>;

const tableName = (value: unknown): string => {
  if (typeof value === 'string' && /^[A-Za-z0-9_.-]{3,255}$/.test(value)) return value;
  throw invalid(
    'TableName must be 3 to 255 letters, digits, dots, dashes or underscores; the local DynamoDB takes no ARNs.',
  );
};

const access = (operation: string, table: string, leading: readonly string[], input: Tree = {}): Access => ({
  action: `dynamodb:${operation}`,
  resource: `table/${table}`,
  context: {
    ...attributeContext(input),
    ...(leading.length > 0 && { 'dynamodb:LeadingKeys': leading }),
  },
});

/** Returns the leading keys of items or keys of one table; none when the table does not exist. */
const leadingOf = (keys: TableKeys | undefined, rows: readonly unknown[]): string[] =>
  keys === undefined ? [] : rows.map((row) => keyText(member(row, keys.partition)));

const oneRow =
  (operation: string, where: 'Key' | 'Item'): Reader =>
  async (input, keysOf) => {
    const table = tableName(input['TableName']);
    return [access(operation, table, leadingOf(await keysOf(table), [input[where]]), input)];
  };

const wholeTable =
  (operation: string): Reader =>
  async (input) => [access(operation, tableName(input['TableName']), [], input)];

const indexed = (needed: Access, index: string | undefined): Access =>
  index === undefined ? needed : { ...needed, resource: `${needed.resource}/index/${index}` };

const query: Reader = async (input, keysOf) => {
  const table = tableName(input['TableName']);
  const index = textAt(input, 'IndexName');
  const keys = await keysOf(table);
  const partition = index === undefined ? keys?.partition : textAt(keys?.indexes, index);
  const leading: string[] = [];
  if (partition !== undefined) {
    const names = treeAt(input, 'ExpressionAttributeNames');
    const values = treeAt(input, 'ExpressionAttributeValues');
    const expression = textAt(input, 'KeyConditionExpression');
    if (expression !== undefined) leading.push(...partitionValues(expression, partition, { names, values }));
    const legacy = member(input['KeyConditions'], partition);
    if (legacy !== undefined) leading.push(...listAt(legacy, 'AttributeValueList').map(keyText));
    if (leading.length === 0) throw invalid(`Query condition missed key schema element: ${partition}`);
    const start = member(input['ExclusiveStartKey'], partition);
    if (start !== undefined) leading.push(keyText(start));
  }
  return [indexed(access('Query', table, leading, input), index)];
};

const scan: Reader = async (input) =>
  (await wholeTable('Scan')(input, () => Promise.resolve(undefined))).map((needed) =>
    indexed(needed, textAt(input, 'IndexName')),
  );

const batchGet: Reader = async (input, keysOf) => {
  const needed: Access[] = [];
  for (const [name, request] of Object.entries(treeAt(input, 'RequestItems'))) {
    const table = tableName(name);
    const leading = leadingOf(await keysOf(table), listAt(request, 'Keys'));
    needed.push(access('BatchGetItem', table, leading, treeAt({ request }, 'request')));
  }
  return needed;
};

const batchWrite: Reader = async (input, keysOf) => {
  const needed: Access[] = [];
  for (const [name] of Object.entries(treeAt(input, 'RequestItems'))) {
    const table = tableName(name);
    const rows = listAt(treeAt(input, 'RequestItems'), name).flatMap((write) => [
      ...(member(write, 'PutRequest') === undefined ? [] : [treeAt(treeAt(write, 'PutRequest'), 'Item')]),
      ...(member(write, 'DeleteRequest') === undefined
        ? []
        : [treeAt(treeAt(write, 'DeleteRequest'), 'Key')]),
    ]);
    needed.push(access('BatchWriteItem', table, leadingOf(await keysOf(table), rows)));
  }
  return needed;
};

/** Each part of a transaction needs the permission of the same operation outside a transaction. */
const transaction: Reader = async (input, keysOf) => {
  const needed: Access[] = [];
  for (const item of listAt(input, 'TransactItems')) {
    for (const [part, action, where] of [
      ['Get', 'GetItem', 'Key'],
      ['Put', 'PutItem', 'Item'],
      ['Update', 'UpdateItem', 'Key'],
      ['Delete', 'DeleteItem', 'Key'],
      ['ConditionCheck', 'ConditionCheckItem', 'Key'],
    ] as const) {
      if (member(item, part) !== undefined)
        needed.push(...(await oneRow(action, where)(treeAt(item, part), keysOf)));
    }
  }
  return needed;
};

const listTables: Reader = () =>
  Promise.resolve([{ action: 'dynamodb:ListTables', resource: '*', context: {} }]);

export const readers: Readonly<Record<string, Reader>> = {
  GetItem: oneRow('GetItem', 'Key'),
  PutItem: oneRow('PutItem', 'Item'),
  UpdateItem: oneRow('UpdateItem', 'Key'),
  DeleteItem: oneRow('DeleteItem', 'Key'),
  Query: query,
  Scan: scan,
  BatchGetItem: batchGet,
  BatchWriteItem: batchWrite,
  TransactGetItems: transaction,
  TransactWriteItems: transaction,
  ListTables: listTables,
  CreateTable: wholeTable('CreateTable'),
  DeleteTable: wholeTable('DeleteTable'),
  DescribeTable: wholeTable('DescribeTable'),
  DescribeTimeToLive: wholeTable('DescribeTimeToLive'),
  UpdateTable: wholeTable('UpdateTable'),
};

/** Operations of AWS that dynalite does not have. */
export const missingBehind: readonly string[] = ['TransactGetItems', 'TransactWriteItems'];
