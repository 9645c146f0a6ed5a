/** Where Harbor keeps things: the local AWS's names, for every page. */
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
