import { defineAct } from '#lib/act.ts';
import { openChannel } from '#lib/channels/open-channel.ts';
import { asMember, asProduct } from '#lib/db/in-workspace.ts';
import { uuid } from '#lib/db/uuid.ts';
import { log } from '#lib/log.ts';
import { NetworkError } from '#lib/networks/errors.ts';
import { announce } from '#lib/realtime/announce.ts';
import { Refusal } from '#lib/refusal.ts';
import { readStoredMessages, recheckMessages } from './recheck-messages.ts';

/** An item is rechecked at most this often, whoever opens it, in milliseconds. */
const EVERY_MS = 60_000;
const PATIENCE_MS = 15_000;
/** Only the latest messages, which are on the screen. */
const MESSAGES = 50;

type Input = { itemId: string };

/**
 * Fetches an opened item's messages again from a network that limits how long we may store them, so that erased ones
 * come back for the reader. Does nothing when nothing is due or when the item was just rechecked. A network that does
 * not answer is no error for the caller.
 * @returns how many messages the network returned
 * @throws Refusal `not_found`
 */
export const recheckItem = defineAct('items.read', async (caller, { itemId }: Input): Promise<{ messages: number }> => {
  const id = uuid(itemId);
  const { workspaceId } = caller;
  const found = await asMember(caller, async (tx) => {
    const item = await tx.item.findFirst({
      where: { id },
      select: { channelId: true, channel: { select: { status: true } } },
    });
    if (!item) throw new Refusal('not_found');
    // Also that of an archived workspace, in which nothing is written.
    if (item.channel.status !== 'connected') return { channelId: item.channelId, ids: [] };
    const messages = await tx.message.findMany({
      where: { workspaceId, itemId: id, externalId: { not: null }, checkedAt: { not: null }, deletedAt: null },
      orderBy: { createdAt: 'desc' },
      take: MESSAGES,
      select: { id: true },
    });
    return { channelId: item.channelId, ids: messages.map((message) => message.id) };
  });
  if (found.ids.length === 0 || !(await takeTurn(workspaceId, id))) return { messages: 0 };
  const place = { workspaceId, channelId: found.channelId };
  const opened = await asProduct(workspaceId, async (tx) => {
    const stored = await tx.channel.findFirst({ where: { id: found.channelId }, select: { status: true } });
    if (stored?.status !== 'connected') return null;
    const channel = await openChannel(tx, place, AbortSignal.timeout(PATIENCE_MS));
    return channel && { channel, held: await readStoredMessages(tx, workspaceId, found.ids) };
  });
  if (!opened) return { messages: 0 };
  try {
    const messages = await recheckMessages(place, opened.channel, opened.held);
    if (messages > 0) announce(workspaceId);
    return { messages };
  } catch (error) {
    if (!(error instanceof NetworkError)) throw error;
    log.warn({ channelId: found.channelId, kind: error.kind, reason: error.reason }, 'item could not be rechecked');
    return { messages: 0 };
  }
});

/** Of all members who open an item within that time, only the first has it read again. */
async function takeTurn(workspaceId: string, itemId: string): Promise<boolean> {
  const now = new Date();
  const before = new Date(now.getTime() - EVERY_MS);
  const taken = await asProduct(
    workspaceId,
    (tx) => tx.$executeRaw`
      INSERT INTO "item_recheck" AS r ("workspaceId", "itemId", "recheckedAt")
      VALUES (${workspaceId}::uuid, ${itemId}::uuid, ${now})
      ON CONFLICT ("workspaceId", "itemId") DO UPDATE SET "recheckedAt" = EXCLUDED."recheckedAt"
      WHERE r."recheckedAt" <= ${before}`,
  );
  return taken === 1;
}
