import { archiveWorkspace } from '#lib/clients/archive/archive-workspace.ts';
import { exportedTables } from '#lib/clients/export/tables.ts';
import { saveTemplate } from '#lib/clients/templates/templates.ts';
import type { Caller } from '#lib/caller.ts';
import { DAY } from './items/make.ts';
import { aContact, anItem } from '#tests/support/factories.ts';
import { database } from '#tests/support/owner-database.ts';

type Given = {
  busy: Caller;
  /** The workspace of a client that left. */
  gone: Caller & { name: string };
};

/** A template, the line of an erased workspace, and an archived workspace with one export to fetch and one that failed. */
export async function seedClients({ busy, gone }: Given): Promise<void> {
  const { prisma } = database();
  await saveTemplate(busy, { name: 'Boutique' });
  const { organizationId } = await prisma.workspace.findUniqueOrThrow({ where: { id: busy.workspaceId } });
  await prisma.workspaceErasure.create({
    data: {
      organizationId,
      workspaceId: crypto.randomUUID(),
      name: 'Maison Perdue',
      slug: 'maison-perdue',
      archivedAt: new Date(Date.now() - 40 * DAY),
      archivedBy: 'Inès Morel',
      doneAt: new Date(Date.now() - 10 * DAY),
      items: 1_204,
      messages: 5_310,
      contacts: 987,
    },
  });
  const { workspaceId, memberId } = gone;
  const contact = await aContact({ workspaceId, name: 'Paula Reis' });
  await anItem({ workspaceId, contactId: contact.id, preview: 'Merci pour tout, et bonne route !' });
  await archiveWorkspace(gone, { name: gone.name, eraseAfterDays: 30, endsAccess: false });
  const failed = new Date(Date.now() - DAY);
  await prisma.workspaceExport.createMany({
    data: [
      { workspaceId, memberId, state: 'failed', requestedAt: failed },
      {
        workspaceId,
        memberId,
        state: 'done',
        tablesDone: exportedTables.length,
        bytes: 48_300_000,
        expiresAt: new Date(Date.now() + 7 * DAY),
      },
    ],
  });
}
