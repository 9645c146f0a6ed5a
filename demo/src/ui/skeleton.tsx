/** What stands in for content that is on its way. Screen readers hear one word instead. */
export const Skeleton = ({ rows = 3, shape = 'row' }: { rows?: number; shape?: 'row' | 'tile' }) => (
  <output className="skeletons" data-shape={shape}>
    <span className="visually-hidden">Loading…</span>
    {Array.from({ length: rows }, (_, index) => (
      <span key={index} className="skeleton" aria-hidden="true" />
    ))}
  </output>
);
