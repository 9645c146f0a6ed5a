/** The caller's notes, newest first. */
import type { RefObject } from 'react';
import { Empty } from '../ui/empty.tsx';
import { Problem } from '../ui/problem.tsx';
import { Skeleton } from '../ui/skeleton.tsx';
import { NoteRow } from './note-row.tsx';
import { useNotes } from './use-notes.ts';

interface NoteListProps {
  owner: string;
  /** Takes the focus after the last note is deleted. */
  heading: RefObject<HTMLElement | null>;
}

export function NoteList({ owner, heading }: NoteListProps) {
  const { list, remove } = useNotes(owner);

  if (list.isPending) return <Skeleton rows={3} />;
  if (list.isError) {
    return <Problem doing="reading your notes" error={list.error} onRetry={() => void list.refetch()} />;
  }
  if (list.data.length === 0) {
    return (
      <Empty icon="notes" title="No notes yet">
        <p>Write the first one above. It becomes a row under your identity id.</p>
      </Empty>
    );
  }
  return (
    <>
      {remove.isError && <Problem doing="deleting the note" error={remove.error} />}
      <ul className="note-list" aria-label="Notes">
        {list.data.map((note) => (
          <NoteRow
            key={note.id}
            note={note}
            heading={heading}
            busy={remove.isPending && remove.variables.id === note.id}
            onDelete={() => remove.mutate(note)}
          />
        ))}
      </ul>
    </>
  );
}
