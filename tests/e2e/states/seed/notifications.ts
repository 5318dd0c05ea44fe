import { randomUUID } from 'node:crypto';
import { database } from '#tests/support/owner-database.ts';
import { ago, HOUR, MINUTE } from './items/make.ts';

type Given = {
  workspaceId: string;
  members: { me: string; colleague: string };
  items: { comment: string; mine: string; shared: string; failed: string };
  channelId: string;
};

/**
 * One notification of each kind. Only those without an item are unread: the states open every item, which would read the
 * others, now sooner and now later.
 */
export async function seedNotifications({ workspaceId, members, items, channelId }: Given): Promise<void> {
  const { prisma } = database();
  const note = await prisma.note.findFirstOrThrow({ where: { workspaceId, itemId: items.comment } });
  const by = { actorId: members.colleague };
  const rows = [
    { kind: 'channel_down', channelId },
    { kind: 'assigned', ...by },
    { kind: 'mentioned', itemId: items.comment, noteId: note.id, ...by },
    { kind: 'asked_for', itemId: items.shared, ...by },
    { kind: 'handed_over', itemId: items.mine, ...by },
    { kind: 'request_declined', itemId: items.mine, ...by },
    { kind: 'window_closing', itemId: items.mine },
    { kind: 'send_failed', itemId: items.failed },
  ];
  await prisma.notification.createMany({
    data: rows.map((row, at) => ({
      workspaceId,
      memberId: members.me,
      subjectId: randomUUID(),
      createdAt: ago(at * HOUR + MINUTE),
      readAt: 'itemId' in row ? new Date() : null,
      ...row,
    })),
  });
}
