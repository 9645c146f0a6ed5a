/** Calls the database behind the gate. The database itself verifies nothing. */
import type { Handler } from '../protocol/handler.ts';
import type { TableKeys } from './access.ts';
import { isTree, listAt, textAt, treeAt } from './values.ts';

export const contentType = 'application/x-amz-json-1.0';

export const callBackend = async (
  backend: Handler,
  operation: string,
  input: unknown,
): Promise<{ status: number; text: string }> => {
  const response = await backend(
    new Request('http://dynamodb.localhost/', {
      method: 'POST',
      headers: { 'content-type': contentType, 'x-amz-target': `DynamoDB_20120810.${operation}` },
      body: JSON.stringify(input),
    }),
  );
  return { status: response.status, text: await response.text() };
};

const partitionOf = (description: unknown): string | undefined =>
  textAt(
    listAt(description, 'KeySchema').find((key) => textAt(key, 'KeyType') === 'HASH'),
    'AttributeName',
  );

/** Reads the keys of a table. Not cached, because a table can be deleted and created again with other keys. */
export const describeKeys = async (backend: Handler, table: string): Promise<TableKeys | undefined> => {
  const { status, text } = await callBackend(backend, 'DescribeTable', { TableName: table });
  const reply: unknown = status === 200 ? JSON.parse(text) : undefined;
  if (!isTree(reply)) return undefined;
  const description = treeAt(reply, 'Table');
  const partition = partitionOf(description);
  if (partition === undefined) return undefined;
  const indexes = ['LocalSecondaryIndexes', 'GlobalSecondaryIndexes'].flatMap((kind) =>
    listAt(description, kind).map(
      (index) => [textAt(index, 'IndexName') ?? '', partitionOf(index) ?? ''] as const,
    ),
  );
  return { partition, indexes: Object.fromEntries(indexes) };
};
