/** An identity that is not the caller's: the demo's buttons reach for its files and notes, and are refused. */
export const FOREIGN_IDENTITY = 'us-east-1:00000000-0000-4000-8000-000000000000';
