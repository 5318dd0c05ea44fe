import { Prisma } from '#lib/db/generated/client.ts';
import type { Tx } from '#lib/db/tx.ts';
import { enterWorkspace } from '#lib/db/enter-workspace.ts';
import { Refusal } from '#lib/refusal.ts';
import { nextHue } from './next-hue.ts';
import { recordAudit } from './record-audit.ts';
import { workspaceName, workspaceSlug } from './types.ts';

export type NewWorkspace = {
  organizationId: string;
  name: string;
  slug: string;
  /** Becomes its first admin. */
  ownerUserId: string;
  timeZone?: string;
  creationKey?: string | null;
};

export type FoundedWorkspace = { workspaceId: string; memberId: string; slug: string; name: string };

/**
 * Creates a workspace and its first admin. Afterwards the transaction is inside the new workspace.
 * @throws Refusal `invalid`; `already_exists` when the slug is taken
 */
export async function createWorkspaceIn(
  tx: Tx,
  { organizationId, name, slug, ownerUserId, timeZone, creationKey = null }: NewWorkspace,
): Promise<FoundedWorkspace> {
  const parsedName = workspaceName.safeParse(name);
  const parsedSlug = workspaceSlug.safeParse(slug);
  if (!parsedName.success) throw new Refusal('invalid', { field: 'name' });
  if (!parsedSlug.success) throw new Refusal('invalid', { field: 'slug' });

  await tx.$executeRaw`select set_config('role', 'parvis_dispatcher', true)`;
  const others = await tx.workspace.findMany({ where: { organizationId }, select: { hue: true } });
  const workspaceId = await insertWorkspace(tx, {
    organizationId,
    name: parsedName.data,
    slug: parsedSlug.data,
    hue: nextHue(others.map(({ hue }) => hue)),
    creationKey,
    ...(timeZone === undefined ? {} : { timeZone }),
  });
  await enterWorkspace(tx, workspaceId);
  const { id: memberId } = await tx.member.create({
    data: { workspaceId, userId: ownerUserId, role: 'admin' },
    select: { id: true },
  });
  await recordAudit(tx, { workspaceId, memberId }, { act: 'workspace_created', subject: parsedName.data });
  return { workspaceId, memberId, slug: parsedSlug.data, name: parsedName.data };
}

async function insertWorkspace(tx: Tx, data: Prisma.WorkspaceUncheckedCreateInput): Promise<string> {
  try {
    return (await tx.workspace.create({ data, select: { id: true } })).id;
  } catch (error) {
    if (error instanceof Prisma.PrismaClientKnownRequestError && error.code === 'P2002') {
      throw new Refusal('already_exists', { field: 'slug' });
    }
    throw error;
  }
}
