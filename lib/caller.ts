export type Role = 'admin' | 'lead' | 'manager' | 'client';

/** Which roles have which permission: acts use it to refuse, screens to decide what to show. */
export const permissions = {
  'items.read': ['admin', 'lead', 'manager', 'client'],
  'items.work': ['admin', 'lead', 'manager'],
  'items.assign': ['admin', 'lead'],
  'notes.write': ['admin', 'lead', 'manager', 'client'],
  'contacts.edit': ['admin', 'lead', 'manager'],
  'contacts.manage_fields': ['admin', 'lead'],
  'contacts.erase': ['admin'],
  'replies.write': ['admin', 'lead', 'manager'],
  'replies.approve': ['admin', 'lead', 'manager', 'client'],
  'approvals.manage': ['admin', 'lead'],
  'messages.moderate': ['admin', 'lead', 'manager'],
  'messages.read_deleted': ['admin', 'lead'],
  'views.share': ['admin', 'lead'],
  'saved_replies.read': ['admin', 'lead', 'manager'],
  'saved_replies.manage': ['admin', 'lead'],
  'saved_replies.share': ['admin'],
  'guidance.read': ['admin', 'lead', 'manager'],
  'guidance.manage': ['admin', 'lead'],
  'guard_rails.manage': ['admin', 'lead'],
  'fields.manage': ['admin', 'lead'],
  'guard_rails.override': ['admin', 'lead'],
  'routing.manage': ['admin', 'lead'],
  'channels.read': ['admin', 'lead', 'manager', 'client'],
  'channels.manage': ['admin'],
  'deliveries.read': ['admin', 'lead'],
  'deliveries.read_body': ['admin'],
  'members.read': ['admin', 'lead', 'manager', 'client'],
  'members.manage': ['admin'],
  'teams.manage': ['admin', 'lead'],
  'workspace.manage': ['admin'],
  'api_keys.manage': ['admin'],
  'audit.read': ['admin'],
} as const satisfies Record<string, readonly Role[]>;

export type Permission = keyof typeof permissions;

/** A member acting in one workspace: the first argument of every act. */
export type Caller = {
  workspaceId: string;
  memberId: string;
  userId: string;
  role: Role;
};

export function isAllowed(role: Role, permission: Permission): boolean {
  const roles: readonly Role[] = permissions[permission];
  return roles.includes(role);
}
