/** Turns the config of tables into the input of CreateTable, and their rows into DynamoDB's JSON. */
import { galleryRows } from '../defaults/gallery.ts';
import { galleryTable } from '../defaults/names.ts';
import { defaultTables } from '../defaults/tables.ts';
import { toBase64 } from '../lib/bytes.ts';
import type { TablePlan } from '../dynamodb/database.ts';
import type { LocalAwsSetup } from './config.ts';
import type { KeysSetup, TableSetup } from './resource-setup.ts';

const keyOf = (key: KeysSetup['partitionKey']) => (typeof key === 'string' ? { name: key, type: 'S' } : key);

const schemaOf = ({ partitionKey, sortKey }: KeysSetup) => [
  { AttributeName: keyOf(partitionKey).name, KeyType: 'HASH' },
  ...(sortKey === undefined ? [] : [{ AttributeName: keyOf(sortKey).name, KeyType: 'RANGE' }]),
];

/** https://docs.aws.amazon.com/amazondynamodb/latest/APIReference/API_AttributeValue.html */
function attributeValue(value: unknown): Record<string, unknown> {
  if (typeof value === 'string') return { S: value };
  if (typeof value === 'number' || typeof value === 'bigint') return { N: String(value) };
  if (typeof value === 'boolean') return { BOOL: value };
  if (value instanceof Uint8Array) return { B: toBase64(value) };
  if (Array.isArray(value)) return { L: value.map(attributeValue) };
  if (typeof value === 'object' && value !== null) return { M: item(value) };
  return { NULL: true };
}
const item = (row: object) =>
  Object.fromEntries(Object.entries(row).map(([name, value]) => [name, attributeValue(value)]));

function tablePlan(TableName: string, setup: TableSetup): TablePlan {
  const keys = [setup, ...Object.values(setup.indexes ?? {})].flatMap(({ partitionKey, sortKey }) =>
    [partitionKey, ...(sortKey === undefined ? [] : [sortKey])].map(keyOf),
  );
  const attributes = new Map(keys.map(({ name, type }) => [name, type]));
  const indexes = Object.entries(setup.indexes ?? {}).map(([IndexName, index]) => ({
    IndexName,
    KeySchema: schemaOf(index),
    Projection: { ProjectionType: 'ALL' },
  }));
  return {
    definition: {
      TableName,
      BillingMode: 'PAY_PER_REQUEST',
      AttributeDefinitions: [...attributes].map(([AttributeName, AttributeType]) => ({
        AttributeName,
        AttributeType,
      })),
      KeySchema: schemaOf(setup),
      ...(indexes.length > 0 && { GlobalSecondaryIndexes: indexes }),
    },
    rows: (setup.rows ?? []).map(item),
  };
}

export const tablePlans = ({ tables }: Pick<LocalAwsSetup, 'tables'>): TablePlan[] =>
  tables
    ? Object.entries(tables).map(([name, table]) => tablePlan(name, table))
    : defaultTables.map((definition) => ({
        definition,
        rows: definition.TableName === galleryTable ? galleryRows() : [],
      }));
