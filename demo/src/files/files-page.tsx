/** The page "My files": S3 objects below the caller's own prefix. */
import { Show } from 'cognito-kit';
import { Page } from '../ui/page.tsx';
import { SignInFirst } from '../ui/sign-in-first.tsx';
import { WithIdentityId } from '../ui/with-identity-id.tsx';
import { ForeignFiles } from './foreign-files.tsx';
import { MyFiles } from './my-files.tsx';

export const FilesPage = () => (
  <Page
    title="My files"
    lead="Objects in one S3 bucket that all users share. Your role allows only those below your own prefix."
  >
    <Show when="signedIn" fallback={<SignInFirst icon="files" what="Files" />}>
      <WithIdentityId>{(identityId) => <MyFiles identityId={identityId} />}</WithIdentityId>
      <ForeignFiles />
    </Show>
  </Page>
);
