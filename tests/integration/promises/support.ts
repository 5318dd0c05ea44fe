import type { Caller } from '#lib/caller.ts';
import { remindOfPromises } from '#lib/items/promises/remind-of-promises.ts';
import { reply, type ReplyInput } from '#lib/outbox/reply.ts';
import { aBrand, type Brand } from '#tests/support/brand.ts';
import { aMember } from '#tests/support/factories.ts';
import { database } from '#tests/support/owner-database.ts';

export const later = (hours: number) => new Date(Date.now() + hours * 3_600_000);

export const WORDS = 'Nous revenons vers vous vendredi.';

export async function aTeam() {
  const brand = await aBrand();
  const { workspaceId, admin } = brand;
  const cm = await aMember({ workspaceId, name: 'Camille' });
  return { brand, workspaceId, admin, cm, ...(await brand.aComment()) };
}

/** Answers with a promise for the day after tomorrow. */
export async function replyWithPromise(caller: Caller, given: Partial<ReplyInput> & { itemId: string }) {
  return await reply(caller, {
    text: `Bonjour. ${WORDS}`,
    promise: { text: WORDS, dueAt: later(48) },
    ...given,
  });
}

/** The same, sent. @returns the promise's id */
export async function promised(brand: Brand, caller: Caller, given: Partial<ReplyInput> & { itemId: string }) {
  const { action } = await replyWithPromise(caller, given);
  await brand.send(action.id);
  return { actionId: action.id, promiseId: (await promiseOf(brand, action.id))?.id ?? '' };
}

export async function promiseOf({ workspaceId }: Brand, actionId: string) {
  return await database().prisma.itemPromise.findFirst({ where: { workspaceId, actionId } });
}

export async function promise({ workspaceId }: Brand, id: string) {
  return await database().prisma.itemPromise.findUniqueOrThrow({ where: { workspaceId_id: { workspaceId, id } } });
}

/** Lets the moment of a promise come, in its row: it is due in so many hours, or has been. */
export async function comesDue({ workspaceId }: Brand, id: string, hours: number): Promise<void> {
  const dueAt = later(hours);
  const remindAt = new Date(Math.min(Date.now() - 1, dueAt.getTime()));
  await database().prisma.itemPromise.updateMany({ where: { workspaceId, id }, data: { dueAt, remindAt } });
}

export { remindOfPromises };
