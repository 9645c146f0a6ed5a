/** The caller's notes: DynamoDB rows whose partition key is the caller's identity id. */
import { DeleteCommand, PutCommand, QueryCommand } from '@aws-sdk/lib-dynamodb';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { useDynamoDb } from '../aws/use-dynamodb.ts';
import { useKey } from '../aws/use-key.ts';
import { NOTES_TABLE as TableName } from '../boot/harbor.ts';

export interface Note {
  owner: string;
  /** Begins with the time, which sorts the rows. */
  id: string;
  text: string;
  /** ISO 8601. */
  createdAt: string;
}

export function useNotes(owner: string) {
  const dynamodb = useDynamoDb();
  const queryKey = useKey('notes');
  const queries = useQueryClient();
  const refresh = () => queries.invalidateQueries({ queryKey });

  const list = useQuery({
    queryKey,
    queryFn: async ({ signal }) => {
      const command = new QueryCommand({
        TableName,
        KeyConditionExpression: '#owner = :owner',
        ExpressionAttributeNames: { '#owner': 'owner' },
        ExpressionAttributeValues: { ':owner': owner },
        ScanIndexForward: false,
      });
      const { Items = [] } = await dynamodb.send(command, { abortSignal: signal });
      return Items as Note[];
    },
  });

  const add = useMutation({
    mutationFn: (text: string) => {
      const createdAt = new Date().toISOString();
      const Item: Note = { owner, id: `${createdAt}-${crypto.randomUUID()}`, text, createdAt };
      return dynamodb.send(new PutCommand({ TableName, Item }));
    },
    onSuccess: refresh,
  });

  const remove = useMutation({
    mutationFn: ({ id }: Note) => dynamodb.send(new DeleteCommand({ TableName, Key: { owner, id } })),
    onSuccess: refresh,
  });

  return { list, add, remove };
}
