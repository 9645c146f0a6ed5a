/** The form that adds a note. */
import { useId, useState, type SubmitEvent } from 'react';
import { Problem } from '../ui/problem.tsx';
import { useNotes } from './use-notes.ts';

export function NoteForm({ owner }: { owner: string }) {
  const [text, setText] = useState('');
  const { add } = useNotes(owner);
  const field = useId();

  const submit = (event: SubmitEvent) => {
    event.preventDefault();
    if (text.trim() === '' || add.isPending) return;
    add.mutate(text.trim(), { onSuccess: () => setText('') });
  };

  return (
    <form className="card note-form" onSubmit={submit}>
      <label htmlFor={field}>New note</label>
      <textarea
        id={field}
        className="input"
        rows={3}
        maxLength={2000}
        value={text}
        placeholder="Something to remember"
        onChange={(event) => setText(event.target.value)}
      />
      <div className="form-end">
        <button type="submit" className="button" aria-busy={add.isPending} aria-disabled={add.isPending}>
          Add note
        </button>
      </div>
      {add.isError && <Problem doing="saving the note" error={add.error} />}
    </form>
  );
}
