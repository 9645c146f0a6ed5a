/** Takes a file by a button or by a drop. */
import { useId, useState, type DragEvent, type Ref } from 'react';
import { Icon } from '../ui/icon.tsx';

interface DropZoneProps {
  /** Receives the control that chooses a file. */
  chooser: Ref<HTMLInputElement>;
  onFile: (file: File) => void;
}

export function DropZone({ chooser, onFile }: DropZoneProps) {
  const [isDraggedOver, setDraggedOver] = useState(false);
  const id = useId();

  const take = (files: FileList | null) => {
    const file = files?.item(0);
    if (file) onFile(file);
  };
  const drop = (event: DragEvent) => {
    event.preventDefault();
    setDraggedOver(false);
    take(event.dataTransfer.files);
  };

  return (
    // oxlint-disable-next-line jsx-a11y/no-noninteractive-element-interactions -- dropping is an extra; the button does the same
    <section
      className="card drop"
      aria-label="Upload"
      data-over={isDraggedOver}
      onDragOver={(event) => {
        event.preventDefault();
        setDraggedOver(true);
      }}
      onDragLeave={() => setDraggedOver(false)}
      onDrop={drop}
    >
      <div>
        <h2>Add a file</h2>
        <p className="muted">Drop it here, or choose one. This page sends it directly to S3.</p>
      </div>
      <div>
        <input
          ref={chooser}
          id={id}
          type="file"
          className="visually-hidden"
          onChange={(event) => {
            take(event.target.files);
            event.target.value = ''; // allows to choose the same file again
          }}
        />
        <label htmlFor={id} className="button">
          <Icon name="upload" /> Choose a file
        </label>
      </div>
    </section>
  );
}
