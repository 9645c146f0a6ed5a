/** The form for a new note and the list of stored notes. */
import { useRef } from 'react';
import { ForeignNotes } from './foreign-notes.tsx';
import { NoteForm } from './note-form.tsx';
import { NoteList } from './note-list.tsx';

export function MyNotes({ owner }: { owner: string }) {
  const heading = useRef<HTMLHeadingElement>(null);
  return (
    <>
      <NoteForm owner={owner} />
      <h2 ref={heading} tabIndex={-1} className="list-title">
        Stored notes
      </h2>
      <NoteList owner={owner} heading={heading} />
      <ForeignNotes />
    </>
  );
}
