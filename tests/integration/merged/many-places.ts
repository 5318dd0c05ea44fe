import type { Caller, Role } from '#lib/caller.ts';
import { itemKinds, itemStatuses } from '#lib/items/types.ts';
import { database } from '#tests/support/owner-database.ts';
import { aChannel, aContact, aMember, anItem, aWorkspace } from '#tests/support/factories.ts';
import { makeConfidential } from '../access/hidden-world.ts';

const HOUR = 3_600_000;
const of = <T>(list: readonly T[], n: number): T | undefined => list[n % list.length];

/** Gives a user a place in a workspace. */
export async function aPlace(workspaceId: string, { userId }: Caller, role: Role): Promise<Caller> {
  const member = await database().prisma.member.create({ data: { workspaceId, userId, role } });
  return { workspaceId, memberId: member.id, userId, role };
}

/**
 * A person with a place in each of some workspaces: an admin here, there a member with one channel of two, with
 * confidential items, colleagues, and items with equal times in all of them.
 */
export async function aPersonWithPlaces(sizes: readonly number[] = [40, 25, 60], now = Date.now()) {
  const places: Caller[] = [];
  const { prisma } = database();
  for (const [index, size] of sizes.entries()) {
    const workspace = await aWorkspace({ name: `Brand ${index}` });
    const { workspaceId } = workspace;
    const [first] = places;
    const role = index === 0 ? 'admin' : 'manager';
    const place = first ? await aPlace(workspaceId, first, role) : workspace.admin;
    const colleague = await aMember({ workspaceId });
    const channels = [await aChannel({ workspaceId }), await aChannel({ workspaceId, network: 'mastodon' })];
    const contact = await aContact({ workspaceId });
    if (index === 1) {
      await prisma.member.updateMany({ where: { id: place.memberId }, data: { seesAllChannels: false } });
      await prisma.memberChannel.create({
        data: { workspaceId, memberId: place.memberId, channelId: channels[0]?.id ?? '' },
      });
    }
    for (let n = 0; n < size; n += 1) {
      const item = await anItem({
        workspaceId,
        channelId: of(channels, n)?.id ?? '',
        contactId: contact.id,
        status: of(itemStatuses, n * (n % 3)) ?? 'open',
        kind: of(itemKinds, n) ?? 'comment',
        ownerId: of([place.memberId, null, colleague.memberId], n) ?? null,
        priority: n % 5,
        sendFailed: n % 11 === 0,
        scheduledReplies: n % 13 === 0 ? 1 : 0,
        openPromises: n % 9 === 0 ? 1 : 0,
        promiseDueAt: n % 9 === 0 ? new Date(now + ((n * 7) % 50) * HOUR) : null,
        replyDeadline: n % 4 === 0 ? new Date(now + (n % 12) * HOUR - HOUR) : null,
        lastInboundAt: new Date(now - (n % 40) * HOUR),
        lastActivityAt: new Date(now - (n % 20) * HOUR),
      });
      const { id: itemId, status, lastActivityAt } = item;
      if (n % 7 === 0) await makeConfidential(itemId, n % 14 === 0 ? [place.memberId] : [colleague.memberId]);
      if (n % 6 === 0) {
        await prisma.itemRead.create({
          data: { workspaceId, memberId: place.memberId, itemId, readAt: new Date(now + HOUR) },
        });
      }
      if (n % 5 === 0) {
        await prisma.itemContributor.create({
          data: { workspaceId, itemId, memberId: place.memberId, status, lastActivityAt },
        });
      }
    }
    places.push(place);
  }
  const slugs = await prisma.workspace.findMany({
    where: { id: { in: places.map(({ workspaceId }) => workspaceId) } },
    select: { id: true, slug: true },
  });
  const slugOf = (place: Caller) => slugs.find(({ id }) => id === place.workspaceId)?.slug ?? '';
  return { places, slugOf };
}
