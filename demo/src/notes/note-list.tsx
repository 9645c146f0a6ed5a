/** The caller's notes, newest first. */
import { Empty } from '../ui/empty.tsx';
import { formatDate } from '../ui/format.ts';
import { Icon } from '../ui/icon.tsx';
import { Problem } from '../ui/problem.tsx';
import { Skeleton } from '../ui/skeleton.tsx';
import { useNotes } from './use-notes.ts';

export function NoteList({ owner }: { owner: string }) {
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
          <li key={note.id} className="card">
            <p className="note-text">{note.text}</p>
            <div className="note-foot">
              <time className="muted" dateTime={note.createdAt}>
                {formatDate(new Date(note.createdAt))}
              </time>
              <button
                type="button"
                className="icon-button"
                aria-label={`Delete the note “${note.text.slice(0, 40)}”`}
                onClick={() => remove.mutate(note)}
              >
                <Icon name="trash" />
              </button>
            </div>
          </li>
        ))}
      </ul>
    </>
  );
}
