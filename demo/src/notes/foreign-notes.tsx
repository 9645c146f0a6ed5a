/** Requests other users' rows by a query and by a scan. AWS denies both. */
import { QueryCommand, ScanCommand } from '@aws-sdk/lib-dynamodb';
import { FOREIGN_IDENTITY } from '../aws/foreign-identity.ts';
import { useDynamoDb } from '../aws/use-dynamodb.ts';
import { NOTES_TABLE as TableName } from '../boot/harbor.ts';
import { DeniedRequest } from '../ui/denied-request.tsx';

export function ForeignNotes() {
  const dynamodb = useDynamoDb();
  return (
    <>
      <DeniedRequest
        title="Another user’s notes"
        label="Try another identity’s key"
        send={() =>
          dynamodb.send(
            new QueryCommand({
              TableName,
              KeyConditionExpression: '#owner = :owner',
              ExpressionAttributeNames: { '#owner': 'owner' },
              ExpressionAttributeValues: { ':owner': FOREIGN_IDENTITY },
            }),
          )
        }
        reason={
          <>
            The policy’s condition <code>dynamodb:LeadingKeys</code> must equal{' '}
            <code>{'${cognito-identity.amazonaws.com:sub}'}</code>, which AWS replaces by your identity id.
            This query asked for the key of another identity, so the statement does not apply.
          </>
        }
      >
        The same query as above, with the key of another identity.
      </DeniedRequest>
      <DeniedRequest
        title="All users’ notes"
        label="Try to scan the table"
        send={() => dynamodb.send(new ScanCommand({ TableName }))}
        reason={
          <>
            A scan names no key, so no condition could limit it to yours. The policy therefore does not
            contain <code>dynamodb:Scan</code>.
          </>
        }
      >
        A scan reads the whole table, with the rows of all owners.
      </DeniedRequest>
    </>
  );
}
