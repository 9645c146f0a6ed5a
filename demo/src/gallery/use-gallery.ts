/** Reads the gallery's rows from its DynamoDB table. */
import { ScanCommand } from '@aws-sdk/lib-dynamodb';
import { useQuery } from '@tanstack/react-query';
import { useDynamoDb } from '../aws/use-dynamodb.ts';
import { useKey } from '../aws/use-key.ts';
import { GALLERY_TABLE as TableName } from '../boot/harbor.ts';

export interface Piece {
  id: string;
  title: string;
  caption: string;
  year: number;
  /** The object's key in the bucket. */
  key: string;
}

export function useGallery() {
  const dynamodb = useDynamoDb();
  return useQuery({
    queryKey: useKey('gallery'),
    queryFn: async ({ signal: abortSignal }) => {
      const { Items = [] } = await dynamodb.send(new ScanCommand({ TableName }), { abortSignal });
      return (Items as Piece[]).toSorted((a, b) => a.year - b.year);
    },
  });
}
