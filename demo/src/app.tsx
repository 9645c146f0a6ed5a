/** Renders the header and the page of the current route. */
import { useRoute, type Route } from './router.ts';
import { AccountPage } from './account/account-page.tsx';
import { FilesPage } from './files/files-page.tsx';
import { GalleryPage } from './gallery/gallery-page.tsx';
import { IdentityPage } from './identity/identity-page.tsx';
import { NotesPage } from './notes/notes-page.tsx';
import { SignInPage } from './sign-in/sign-in-page.tsx';
import { Header } from './shell/header.tsx';

const pages = {
  gallery: GalleryPage,
  files: FilesPage,
  notes: NotesPage,
  identity: IdentityPage,
  account: AccountPage,
  'sign-in': SignInPage,
} satisfies Record<Route, () => React.ReactNode>;

export function App() {
  const route = useRoute();
  const Current = pages[route];
  return (
    <>
      <Header route={route} />
      <main>
        <Current key={route} />
      </main>
    </>
  );
}
