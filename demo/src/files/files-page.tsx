/** My files: S3 objects below the caller's own prefix. */
import { Show } from 'cognito-kit';
import { Page } from '../ui/page.tsx';
import { SignInFirst } from '../ui/sign-in-first.tsx';
import { WithIdentity } from '../ui/with-identity-id.tsx';
import { ForeignFiles } from './foreign-files.tsx';
import { MyFiles } from './my-files.tsx';

export const FilesPage = () => (
  <Page
    title="My files"
    lead="Objects of one S3 bucket that everybody shares. The role lets you reach those below your own prefix only."
  >
    <Show when="signedIn" fallback={<SignInFirst icon="files" what="Files" />}>
      <WithIdentity>{(identityId) => <MyFiles identityId={identityId} />}</WithIdentity>
      <ForeignFiles />
    </Show>
  </Page>
);
