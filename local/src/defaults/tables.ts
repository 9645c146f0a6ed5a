/** The default tables, as CreateTable takes them. */
import { galleryTable, notesTable } from './names.ts';

const text = (name: string) => ({ AttributeName: name, AttributeType: 'S' });

export const defaultTables = [
  {
    TableName: notesTable,
    BillingMode: 'PAY_PER_REQUEST',
    AttributeDefinitions: [text('owner'), text('id')],
    KeySchema: [
      { AttributeName: 'owner', KeyType: 'HASH' },
      { AttributeName: 'id', KeyType: 'RANGE' },
    ],
  },
  {
    TableName: galleryTable,
    BillingMode: 'PAY_PER_REQUEST',
    AttributeDefinitions: [text('id')],
    KeySchema: [{ AttributeName: 'id', KeyType: 'HASH' }],
  },
] as const;
