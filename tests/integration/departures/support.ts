import { randomUUID } from 'node:crypto';
import type { Caller } from '#lib/caller.ts';
import type { Prisma } from '#lib/db/generated/client.ts';
import { acknowledgeSinceLeft } from '#lib/items/departures/acknowledge-since-left.ts';
import { getSinceLeft } from '#lib/items/departures/get-since-left.ts';
import { markHere } from '#lib/items/departures/mark-here.ts';
import type { SinceLeft } from '#lib/items/departures/types.ts';
import { aChannel, aContact, aMember, aMessage, anItem, aWorkspace } from '#tests/support/factories.ts';
import { database } from '#tests/support/owner-database.ts';

/** A workspace with a channel, a community manager and a colleague. */
export async function aShift() {
  const { workspaceId, admin } = await aWorkspace();
  const channel = await aChannel({ workspaceId, status: 'paused' });
  const ines = await aMember({ workspaceId, name: 'Inès' });
  const karim = await aMember({ workspaceId, name: 'Karim' });
  return {
    workspaceId,
    channelId: channel.id,
    admin,
    ines,
    karim,
    /** An open item of somebody, with one message. */
    anItemOf: async (owner: Caller | null, given: Partial<Parameters<typeof anItem>[0]> = {}) => {
      const contact = await aContact({ workspaceId, name: 'Léa' });
      const { id } = await anItem({
        workspaceId,
        channelId: channel.id,
        contactId: contact.id,
        ownerId: owner?.memberId ?? null,
        ...given,
      });
      const message = await aMessage({ workspaceId, itemId: id });
      return { itemId: id, messageId: message.id };
    },
  };
}

/** More items of one sort than count as a member's. */
const MANY = 1_050;

/** Many items that were written to at one moment. @returns their ids */
export async function manyItems(
  { workspaceId, anItemOf }: Awaited<ReturnType<typeof aShift>>,
  given: Partial<Prisma.ItemCreateManyInput> = {},
): Promise<string[]> {
  const { prisma } = database();
  const { itemId } = await anItemOf(null);
  const { channelId, contactId, network } = await prisma.item.findFirstOrThrow({ where: { workspaceId, id: itemId } });
  const at = given.lastInboundAt ?? new Date();
  const moments = { firstMessageAt: at, lastInboundAt: at, lastActivityAt: at };
  const ids = Array.from({ length: MANY }, () => randomUUID());
  const about = { workspaceId, channelId, contactId, network, kind: 'comment' as const, preview: '', messageCount: 1 };
  await prisma.item.createMany({
    data: ids.map((id) => ({ ...about, ...moments, ...given, id, threadKey: id, threadExternalId: id })),
  });
  return ids;
}

/** Lets hours pass: everything that has happened in the workspace is so much longer ago. */
export async function hoursPass(workspaceId: string, hours = 2): Promise<void> {
  const ago = (table: string, columns: string[]) =>
    database().prisma.$executeRawUnsafe(
      `UPDATE "${table}" SET ${columns.map((name) => `"${name}" = "${name}" - make_interval(hours => ${hours})`).join(', ')}
       WHERE "workspaceId" = $1::uuid`,
      workspaceId,
    );
  await ago('message', ['createdAt', 'receivedAt']);
  await ago('item_history', ['createdAt']);
  await ago('departure_item', ['leftAt']);
  await ago('member_departure', ['seenAt', 'leftAt', 'acknowledgedUntil', 'acknowledgedAt']);
}

/** The caller does something, and then nothing for hours. */
export async function leaves(caller: Caller, hours = 2): Promise<void> {
  await markHere(caller);
  await hoursPass(caller.workspaceId, hours);
}

/** What changed, as `item: act, act`, the newest first; a message of the contact is `written`. */
export function told({ changed }: SinceLeft): Record<string, string[]> {
  return Object.fromEntries(
    changed.lines.map(({ item, acts, messages }) => [
      item.id,
      [...acts.map(({ act }) => act), ...Array.from({ length: messages }, () => 'written')],
    ]),
  );
}

export const numbers = ({ changed, due, promised }: SinceLeft) => [changed.total, due.total, promised.total];

/** Takes note of what was read. */
export async function acknowledge(caller: Caller, { until, seen }: Pick<SinceLeft, 'until' | 'seen'>): Promise<void> {
  await acknowledgeSinceLeft(caller, { until: new Date(until), seen });
}

export { getSinceLeft, markHere };
