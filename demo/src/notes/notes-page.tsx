/** The page "My notes": DynamoDB rows that only their owner can read and write. */
import { Show } from 'cognito-kit';
import { WithIdentityId } from '../ui/with-identity-id.tsx';
import { Page } from '../ui/page.tsx';
import { SignInFirst } from '../ui/sign-in-first.tsx';
import { MyNotes } from './my-notes.tsx';

export const NotesPage = () => (
  <Page
    title="My notes"
    lead="Rows in one DynamoDB table that all users share. Your role allows only those under your own key."
  >
    <Show when="signedIn" fallback={<SignInFirst icon="notes" what="Notes" />}>
      <WithIdentityId>{(identityId) => <MyNotes owner={identityId} />}</WithIdentityId>
    </Show>
  </Page>
);
