import { findUserByEmail } from '#lib/users/find-user.ts';
import type { Tx } from '#lib/db/tx.ts';
import { asDispatcher } from '#lib/db/in-workspace.ts';
import { Refusal } from '#lib/refusal.ts';
import { createOrganization } from '../create-organization.ts';
import { canExplore, markAsDemo } from '../explore-demo.ts';
import { type FoundedWorkspace, createWorkspaceIn } from '../create-workspace-in.ts';

/**
 * Creates a workspace for an existing user, who becomes its admin. It joins the named organization, or without a name
 * that of the owner's first workspace; a missing organization is created.
 * @param given.isDemo the networks' stand-ins connect themselves to it
 * @throws Refusal `not_found` when the owner has no account; `invalid`, `already_exists`; `not_offered` for a demo without
 *   stand-ins
 */
export async function createWorkspaceFor({
  name,
  slug,
  owner,
  organization,
  isDemo = false,
}: {
  name: string;
  slug: string;
  owner: string;
  organization?: string;
  isDemo?: boolean;
}): Promise<FoundedWorkspace & { organizationId: string }> {
  if (isDemo && !canExplore()) throw new Refusal('not_offered');
  const user = await findUserByEmail(owner);
  if (!user) throw new Refusal('not_found', { email: owner });
  return await asDispatcher(async (tx) => {
    const organizationId =
      (organization === undefined ? await organizationOf(tx, user.id) : await organizationNamed(tx, organization)) ??
      (await createOrganization(tx, { name: organization ?? name }));
    const founded = await createWorkspaceIn(tx, { organizationId, name, slug, ownerUserId: user.id });
    if (isDemo) await markAsDemo(tx, founded);
    return { ...founded, organizationId };
  });
}

async function organizationOf(tx: Tx, userId: string): Promise<string | undefined> {
  const place = await tx.member.findFirst({
    where: { userId, removedAt: null },
    orderBy: { createdAt: 'asc' },
    select: { workspace: { select: { organizationId: true } } },
  });
  return place?.workspace.organizationId;
}

async function organizationNamed(tx: Tx, name: string): Promise<string | undefined> {
  return (await tx.organization.findFirst({ where: { name }, select: { id: true } }))?.id;
}
