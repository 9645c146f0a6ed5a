/** Shows one note with its text and date, and a button to delete it. */
import type { RefObject } from 'react';
import { DeleteButton } from '../ui/delete-button.tsx';
import { formatDate } from '../ui/format.ts';
import { neighbour, useMoveFocus } from '../ui/move-focus.ts';
import type { Note } from './use-notes.ts';

interface NoteRowProps {
  note: Note;
  heading: RefObject<HTMLElement | null>;
  busy: boolean;
  onDelete: () => void;
}

export function NoteRow({ note, heading, busy, onDelete }: NoteRowProps) {
  const row = useMoveFocus<HTMLLIElement>((leaving) => neighbour(leaving) ?? heading.current);
  return (
    <li ref={row} className="card">
      <p className="note-text">{note.text}</p>
      <div className="note-foot">
        <time className="muted" dateTime={note.createdAt}>
          {formatDate(new Date(note.createdAt))}
        </time>
        <DeleteButton what={`the note “${note.text.slice(0, 40)}”`} busy={busy} onDelete={onDelete} />
      </div>
    </li>
  );
}
