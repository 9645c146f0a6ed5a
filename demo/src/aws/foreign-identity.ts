/** An identity id that is never the caller's. The demo requests its files and notes, and AWS denies that. */
export const FOREIGN_IDENTITY = 'us-east-1:00000000-0000-4000-8000-000000000000';
