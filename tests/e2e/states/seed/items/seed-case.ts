import { database } from '#tests/support/owner-database.ts';
import { DAY, type ItemsGiven } from './make.ts';

/** A case with an owner, a deadline and a note for the whole of it, that joins these items. */
export async function seedCase({ workspaceId, members }: ItemsGiven, itemIds: readonly string[]): Promise<void> {
  const { prisma } = database();
  const { id: caseId } = await prisma.case.create({
    data: {
      workspaceId,
      title: 'Commande 4127 jamais arrivée',
      ownerId: members.colleague,
      dueAt: new Date(Date.now() + 2 * DAY),
    },
  });
  await prisma.item.updateMany({ where: { workspaceId, id: { in: [...itemIds] } }, data: { caseId } });
  const [itemId = ''] = itemIds;
  await prisma.note.create({
    data: { workspaceId, itemId, caseId, memberId: members.colleague, text: 'Remboursement demandé lundi.' },
  });
}
