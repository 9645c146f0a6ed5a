/** What stands in for content that is on its way. Screen readers hear one word instead. */
export const Skeleton = ({ rows = 3, shape = 'row' }: { rows?: number; shape?: 'row' | 'tile' }) => (
  <div className="skeletons" data-shape={shape} role="status">
    <span className="visually-hidden">Loading…</span>
    {Array.from({ length: rows }, (_, index) => (
      <div key={index} className="skeleton" aria-hidden="true" />
    ))}
  </div>
);
