import { randomUUID } from 'node:crypto';
import { database } from '#tests/support/owner-database.ts';

/** Keys, records and saved views, so that no section of the settings is empty. */
export async function seedSettings({ workspaceId, memberId }: { workspaceId: string; memberId: string }) {
  const { prisma } = database();
  await prisma.apiKey.createMany({
    data: [
      {
        workspaceId,
        memberId,
        name: 'Reporting',
        prefix: 'pv_live_7Q2k',
        keyHash: randomUUID(),
        lastUsedAt: new Date(),
      },
      { workspaceId, memberId, name: 'Website', prefix: 'pv_live_9Fbx', keyHash: randomUUID() },
    ],
  });
  await prisma.auditEntry.createMany({
    data: [
      { workspaceId, memberId, act: 'channel_connected', subject: 'Maison Lune', details: { network: 'facebook' } },
      { workspaceId, memberId, act: 'member_invited', subject: 'lou@example.test', details: { role: 'manager' } },
    ],
  });
  await prisma.savedView.createMany({
    data: [
      { workspaceId, memberId, name: 'Instagram, à moi', filter: { network: 'instagram', assignee: 'me' } },
      { workspaceId, memberId: null, name: 'Delivery', filter: { tag: 'delivery' } },
    ],
  });
}
