/** Reaches for rows that are not the caller's, in two ways. */
import { QueryCommand, ScanCommand } from '@aws-sdk/lib-dynamodb';
import { FOREIGN_IDENTITY } from '../aws/foreign-identity.ts';
import { useDynamoDb } from '../aws/use-dynamodb.ts';
import { NOTES_TABLE as TableName } from '../boot/harbor.ts';
import { Attempt } from '../ui/denied-request.tsx';

export function ForeignNotes() {
  const dynamodb = useDynamoDb();
  return (
    <>
      <Attempt
        title="Somebody else’s notes"
        label="Try another identity’s key"
        attempt={() =>
          dynamodb.send(
            new QueryCommand({
              TableName,
              KeyConditionExpression: '#owner = :owner',
              ExpressionAttributeNames: { '#owner': 'owner' },
              ExpressionAttributeValues: { ':owner': FOREIGN_IDENTITY },
            }),
          )
        }
        because={
          <>
            The policy’s condition <code>dynamodb:LeadingKeys</code> must equal{' '}
            <code>{'${cognito-identity.amazonaws.com:sub}'}</code>, and AWS puts your identity id there. This
            query asked for the key of another identity, so the statement does not apply.
          </>
        }
      >
        The same query as above, with the key of another identity.
      </Attempt>
      <Attempt
        title="Everybody’s notes"
        label="Try to scan the table"
        attempt={() => dynamodb.send(new ScanCommand({ TableName }))}
        because={
          <>
            A scan names no key, so it could never be limited to yours. That is why the policy leaves{' '}
            <code>dynamodb:Scan</code> out.
          </>
        }
      >
        A scan reads a whole table, all owners together.
      </Attempt>
    </>
  );
}
