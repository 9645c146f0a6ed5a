/** The page that is shown when the local AWS does not answer: the reason and the remedy. */
export const BootError = ({ error }: { error: unknown }) => (
  <main className="boot">
    <h1>Harbor cannot reach its local AWS</h1>
    <p role="alert">{error instanceof Error ? error.message : 'Something unexpected went wrong.'}</p>
    <p>
      Files, notes and sign-in all need it. Run <code>npm start</code> (or <code>npm run dev</code>) in the
      repository, then reload this page.
    </p>
    <button type="button" className="button" onClick={() => location.reload()}>
      Reload
    </button>
  </main>
);
