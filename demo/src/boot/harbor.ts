/** The config of the local AWS for every page, and the names of the bucket and the tables. */
import { createContext, useContext } from 'react';
import type { LocalAwsConfig } from './local-aws.ts';

const Harbor = createContext<LocalAwsConfig | undefined>(undefined);

export const HarborProvider = Harbor.Provider;

export function useHarbor(): LocalAwsConfig {
  const harbor = useContext(Harbor);
  if (!harbor) throw new Error('useHarbor needs <HarborProvider> above it.');
  return harbor;
}

export const BUCKET = 'cognito-kit-local';
export const GALLERY_TABLE = 'gallery';
export const NOTES_TABLE = 'notes';
