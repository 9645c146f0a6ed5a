/** Deletes at the second press. The first press asks for confirmation in the same place. */
import { useRef, useState } from 'react';
import { Icon } from './icon.tsx';

interface DeleteButtonProps {
  /** The name of the item to delete, for screen readers. */
  what: string;
  busy: boolean;
  onDelete: () => void;
}

export function DeleteButton({ what, busy, onDelete }: DeleteButtonProps) {
  const [asking, setAsking] = useState(false);
  const button = useRef<HTMLButtonElement>(null);

  const press = () => {
    if (busy) return;
    if (asking) onDelete();
    else setAsking(true);
  };
  const cancel = () => {
    setAsking(false);
    button.current?.focus();
  };

  return (
    <div className="delete">
      <button
        ref={button}
        type="button"
        className={asking ? 'button' : 'icon-button'}
        data-kind={asking ? 'danger' : undefined}
        aria-label={asking ? `Delete for good? ${what}` : `Delete ${what}`}
        aria-busy={busy}
        onClick={press}
      >
        {asking ? 'Delete for good?' : <Icon name="trash" />}
      </button>
      {asking && (
        <button type="button" className="button" data-kind="quiet" onClick={cancel}>
          Cancel
        </button>
      )}
      <output className="visually-hidden">{asking ? 'Press again to delete for good.' : ''}</output>
    </div>
  );
}
