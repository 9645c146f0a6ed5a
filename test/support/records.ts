export { sessionRecord as record } from './tokens.ts';
