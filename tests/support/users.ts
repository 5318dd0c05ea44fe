import { randomUUID } from 'node:crypto';
import { createUser } from '#lib/users/create-user.ts';
import { signIn } from '#lib/users/sign-in.ts';
import type { Visitor } from '#lib/users/types.ts';
import type { Caller, Role } from '#lib/caller.ts';
import { inWorkspace } from '#lib/db/in-workspace.ts';
import { addMember } from '#lib/workspaces/members/add-member.ts';

export const PASSWORD = 'trois petits chats gris';

/** A visitor with an address of her own, so that tests do not throttle each other. */
export function aVisitor(): Visitor {
  return { ipAddress: randomUUID(), userAgent: 'Firefox/140.0' };
}

/** A user who can sign in with `PASSWORD`. */
export async function aPerson({ name = 'Inès Morel' }: { name?: string } = {}) {
  return await createUser({ email: `${randomUUID()}@example.test`, name, password: PASSWORD });
}

/** A signed-in member of a workspace. */
export async function aSignedInMember({ workspaceId, role = 'manager' }: { workspaceId: string; role?: Role }) {
  const person = await aPerson();
  const { memberId } = await inWorkspace(workspaceId, (tx) => addMember(tx, { workspaceId, userId: person.id, role }));
  const { sessionId } = await signIn({ email: person.email, password: PASSWORD }, aVisitor());
  const caller: Caller = { workspaceId, memberId, userId: person.id, role };
  return { ...person, sessionId, caller };
}
