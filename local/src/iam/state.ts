/** The roles of the account: who may take them, and what they allow. */
import type { PolicyDocument } from '../principal.ts';

export interface NamedPolicy {
  name: string;
  document: PolicyDocument;
}

export interface Role {
  name: string;
  arn: string;
  /** `AROA…`. */
  id: string;
  trustPolicy: PolicyDocument;
  policies: readonly NamedPolicy[];
}

export interface IamState {
  /** By ARN. */
  roles: Record<string, Role>;
}

export const emptyIam = (): IamState => ({ roles: {} });

export const findRole = (iam: IamState, arn: string): Role | undefined =>
  Object.hasOwn(iam.roles, arn) ? iam.roles[arn] : undefined;
