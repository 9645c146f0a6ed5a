/** A placeholder for content that is loading. Screen readers read "Loading…" instead. */
export const Skeleton = ({ rows = 3, shape = 'row' }: { rows?: number; shape?: 'row' | 'tile' }) => (
  <output className="skeletons" data-shape={shape}>
    <span className="visually-hidden">Loading…</span>
    {Array.from({ length: rows }, (_, index) => (
      <span key={index} className="skeleton" aria-hidden="true" />
    ))}
  </output>
);
