/**
 * The refusals that depend on whether a user exists, and the app client's setting that hides it.
 * https://docs.aws.amazon.com/cognito/latest/developerguide/cognito-user-pool-managing-errors.html
 */
import { ServiceError } from '../../protocol/service-error.ts';
import type { Scope } from '../context.ts';

export const userNotFound = (): ServiceError =>
  new ServiceError('UserNotFoundException', 'User does not exist.');

export const wrongPassword = (): ServiceError =>
  new ServiceError('NotAuthorizedException', 'Incorrect username or password.');

export const hidesExistence = ({ client }: Scope): boolean => client.preventUserExistenceErrors === 'ENABLED';
