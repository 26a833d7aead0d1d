/** Roles a member has in a workspace, weakest first. */
export const ROLES = ['viewer', 'editor', 'owner'] as const;
export type Role = (typeof ROLES)[number];

/** The closed list of permissions a route may declare. */
export const PERMISSIONS = {
  public: 'nobody needs to be signed in',
  'signed-in': 'any signed-in user',
  'diagram:read': 'viewer',
  'diagram:comment': 'viewer',
  'diagram:write': 'editor',
  'diagram:delete': 'editor',
  'workspace:read': 'viewer',
  'workspace:manage': 'owner',
  'audit:read': 'owner',
  'admin:operate': 'an administrator of the installation',
} as const;
export type Permission = keyof typeof PERMISSIONS;

const NEEDS: Partial<Record<Permission, Role>> = {
  'diagram:read': 'viewer',
  'diagram:comment': 'viewer',
  'diagram:write': 'editor',
  'diagram:delete': 'editor',
  'workspace:read': 'viewer',
  'workspace:manage': 'owner',
  'audit:read': 'owner',
};

/** The weakest role that holds a workspace permission; undefined for permissions that no workspace role grants. */
export function roleNeededFor(permission: Permission): Role | undefined {
  return NEEDS[permission];
}

/** Whether a role includes another (owner includes editor includes viewer). */
export function roleIncludes(role: Role, needed: Role): boolean {
  return ROLES.indexOf(role) >= ROLES.indexOf(needed);
}

/** Rate-limit classes a route may declare; their settings are in the API's environment. */
export const LIMITS = ['default', 'save', 'ai', 'sign-in', 'none'] as const;
export type LimitClass = (typeof LIMITS)[number];
