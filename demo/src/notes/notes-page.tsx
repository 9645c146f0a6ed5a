/** My notes: rows that only their owner can reach. */
import { Show } from 'cognito-kit';
import { WithIdentity } from '../ui/with-identity-id.tsx';
import { Page } from '../ui/page.tsx';
import { SignInFirst } from '../ui/sign-in-first.tsx';
import { MyNotes } from './my-notes.tsx';

export const NotesPage = () => (
  <Page
    title="My notes"
    lead="Rows of one DynamoDB table that everybody shares. The role lets you reach those under your own key only."
  >
    <Show when="signedIn" fallback={<SignInFirst icon="notes" what="Notes" />}>
      <WithIdentity>{(identityId) => <MyNotes owner={identityId} />}</WithIdentity>
    </Show>
  </Page>
);
