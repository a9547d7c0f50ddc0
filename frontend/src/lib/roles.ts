import type { Role } from '../api/types';

/** Each may do what those before it may. */
export const roles = ['viewer', 'annotator', 'reviewer', 'owner'] as const;

/** Whether somebody of this role may do what takes at least that one; nobody may before the role is known. */
export const may = (role: Role | undefined, least: Role): boolean =>
  role !== undefined && roles.indexOf(role) >= roles.indexOf(least);
