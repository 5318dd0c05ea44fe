import type { Prisma } from '#lib/db/generated/client.ts';
import { database } from '#tests/support/owner-database.ts';
import { ago, DAY, HOUR, type ItemsGiven, itemsOf, MINUTE } from './items/make.ts';

type Changed = { comment: string; shared: string; failed: string; toApprove: string };

/** The manager left yesterday evening: what changed on what was theirs, what is due, and what they promised. */
export async function seedDepartures({ items, ...given }: ItemsGiven & { items: Changed }): Promise<void> {
  const { workspaceId, members } = given;
  const { prisma } = database();
  const { make } = itemsOf(given);
  const leftAt = ago(15 * HOUR);
  const owed = await make('facebook', 'Odile Carré', 'Avez-vous des nouvelles de l’échange ?', {
    at: 2 * DAY,
    item: { ownerId: members.manager, heldSince: ago(2 * DAY), lastInboundAt: ago(2 * DAY) },
  });
  const text = 'Nous vous écrivons dès que le transporteur répond.';
  const opened = { state: 'open', openedAt: ago(2 * DAY), remindAt: ago(DAY), remindedAt: ago(DAY), lateAt: ago(HOUR) };
  await prisma.itemPromise.create({
    data: { workspaceId, itemId: owed.id, text, dueAt: ago(2 * HOUR), madeById: members.manager, ...opened },
  });
  await prisma.memberDeparture.create({
    data: { workspaceId, memberId: members.manager, seenAt: leftAt, isAway: true, leftAt },
  });
  const itemIds = [items.comment, items.shared, items.failed, items.toApprove];
  await prisma.departureItem.createMany({
    data: itemIds.map((itemId) => ({ workspaceId, memberId: members.manager, itemId, isHeld: true, leftAt })),
  });
  // What they are told of is what follows, and not the messages that the other states show.
  await prisma.message.updateMany({
    where: { workspaceId, itemId: { in: [items.shared, items.failed, items.toApprove] } },
    data: { receivedAt: ago(DAY) },
  });
  const by = { workspaceId, memberId: members.colleague, actor: 'member' };
  const entries: Prisma.ItemHistoryCreateManyInput[] = [
    { ...by, itemId: items.comment, act: 'noted', createdAt: ago(3 * HOUR) },
    {
      ...by,
      itemId: items.shared,
      act: 'handed_over',
      details: { ownerId: members.me, word: 'Je connais cette cliente' },
      createdAt: ago(4 * HOUR),
    },
    {
      workspaceId,
      actor: 'system',
      itemId: items.shared,
      act: 'claim_lapsed',
      details: { ownerId: members.manager },
      createdAt: ago(14 * HOUR),
    },
    { ...by, itemId: items.failed, act: 'resolved', createdAt: ago(5 * HOUR + MINUTE) },
    { ...by, itemId: items.toApprove, act: 'reply_sent_back', createdAt: ago(6 * HOUR) },
  ];
  await prisma.itemHistory.createMany({ data: entries });
}
