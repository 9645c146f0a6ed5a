/** The front page of Harbor: the public gallery, for guests and users. */
import { Show, useSession } from 'cognito-kit';
import { pathTo } from '../router.ts';
import { Page } from '../ui/page.tsx';
import { Gallery } from './gallery.tsx';
import { GuestWrite } from './guest-write.tsx';

export function GalleryPage() {
  const session = useSession();
  const signedIn = session.status === 'signedIn';

  return (
    <Page
      title={signedIn ? `Welcome, ${session.username}` : 'A place for your files and notes'}
      lead={
        signedIn
          ? 'Your files and notes are one click away. The gallery below is public.'
          : 'Look around as a guest. Sign in for a folder and a notebook that no other user can open, not even Harbor.'
      }
      actions={
        <Show when="signedIn" fallback={<GuestActions />}>
          <a className="button" href={pathTo('files')}>
            My files
          </a>
          <a className="button" data-kind="quiet" href={pathTo('notes')}>
            My notes
          </a>
        </Show>
      }
    >
      <section className="stack" aria-labelledby="gallery">
        <div className="section-head">
          <h2 id="gallery">Public gallery</h2>
          <p className="muted">Rows from DynamoDB and pictures from S3, read directly by your browser.</p>
        </div>
        <Gallery />
      </section>
      <Show when="guest">
        <GuestWrite />
      </Show>
    </Page>
  );
}

const GuestActions = () => (
  <>
    <a className="button" href={pathTo('sign-in')}>
      Sign in or create an account
    </a>
    <a className="button" data-kind="quiet" href={pathTo('identity')}>
      A guest’s permissions
    </a>
  </>
);
