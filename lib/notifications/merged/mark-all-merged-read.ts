import { may } from '#lib/act.ts';
import { scopeOf } from '#lib/db/choose-of-places.ts';
import type { Place } from '#lib/db/enter-workspace.ts';
import { Prisma } from '#lib/db/generated/client.ts';
import { asPerson } from '#lib/db/in-workspace.ts';
import { Refusal } from '#lib/refusal.ts';
import { markNotificationsRead } from '../mark-notifications-read.ts';

/** Workspaces that are marked at a time. */
const AT_ONCE = 4;

/**
 * Marks all notifications of a person as read, in each workspace with unread ones as its member. One that is archived meanwhile
 * is passed over, and one that fails keeps none of the others from it.
 * @throws the first failure, after all were tried
 */
export async function markAllMergedRead(person: { sessionId: string }): Promise<void> {
  const places = await placesWithUnread(person);
  const failed: unknown[] = [];
  for (let at = 0; at < places.length; at += AT_ONCE) {
    const outcomes = await Promise.allSettled(places.slice(at, at + AT_ONCE).map(markOne));
    failed.push(...outcomes.flatMap((outcome) => (outcome.status === 'rejected' ? [outcome.reason] : [])));
  }
  if (failed.length > 0) throw failed[0];
}

async function placesWithUnread(person: { sessionId: string }): Promise<Place[]> {
  return await asPerson(person, async (tx, all) => {
    const places = all.filter((place) => !place.lacksSecondFactor && may(place, markNotificationsRead));
    const rows = await tx.$queryRaw<{ workspaceId: string }[]>(Prisma.sql`
      SELECT scope."workspaceId"::text FROM ${scopeOf(places)}
      WHERE EXISTS (SELECT FROM "notification" n
        WHERE n."workspaceId" = scope."workspaceId" AND n."memberId" = scope."memberId" AND n."readAt" IS NULL)`);
    const unread = new Set(rows.map(({ workspaceId }) => workspaceId));
    return places.filter(({ workspaceId }) => unread.has(workspaceId));
  });
}

async function markOne({ workspaceId, memberId, userId, role }: Place): Promise<void> {
  try {
    await markNotificationsRead({ workspaceId, memberId, userId, role }, {});
  } catch (error) {
    if (!(error instanceof Refusal && error.code === 'archived')) throw error;
  }
}
