import type { Caller } from '#lib/caller.ts';
import { reply, type ReplyInput } from '#lib/outbox/reply.ts';
import type { Brand } from '#tests/support/brand.ts';
import { database } from '#tests/support/owner-database.ts';

export const HOUR_MS = 3_600_000;

export const later = (hours: number) => new Date(Date.now() + hours * HOUR_MS);

/** Schedules an answer for tomorrow. */
export async function schedule(caller: Caller, given: Partial<ReplyInput> & { itemId: string }) {
  return await reply(caller, { text: 'Votre colis arrive demain.', scheduledFor: later(24), ...given });
}

/** Lets the time of a reply come, in its row: nobody sleeps until tomorrow. */
export async function comeDue({ workspaceId }: Brand, actionId: string): Promise<void> {
  const past = new Date(Date.now() - 1);
  await database().prisma.action.updateMany({
    where: { workspaceId, id: actionId },
    data: { dueAt: past, scheduledFor: past, leaseUntil: past },
  });
}

/** Its time comes, and a worker looks at it. */
export async function leave(brand: Brand, actionId: string) {
  await comeDue(brand, actionId);
  await brand.send(actionId);
  return await brand.action(actionId);
}
