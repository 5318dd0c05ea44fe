import type { Caller } from '#lib/caller.ts';
import { openChannel, type OpenChannel } from '#lib/channels/open-channel.ts';
import { asMember, asProduct } from '#lib/db/in-workspace.ts';
import { uuid } from '#lib/db/uuid.ts';
import { Refusal } from '#lib/refusal.ts';

/** How long a member waits for the network, in milliseconds. */
const PATIENCE_MS = 15_000;

/**
 * The channel of an item that the caller sees.
 * @throws Refusal `not_found`; `channel_unavailable` where it is not connected
 */
export async function openItemsChannel(caller: Caller, itemId: string): Promise<OpenChannel> {
  const { workspaceId } = caller;
  const item = await asMember(caller, async (tx) => {
    return await tx.item.findFirst({
      where: { workspaceId, id: uuid(itemId) },
      select: { channelId: true, channel: { select: { status: true } } },
    });
  });
  if (!item) throw new Refusal('not_found');
  const { status } = item.channel;
  if (status !== 'connected') throw new Refusal('channel_unavailable', { reason: status });
  const place = { workspaceId, channelId: item.channelId };
  const opened = await asProduct(workspaceId, (tx) => openChannel(tx, place, AbortSignal.timeout(PATIENCE_MS)));
  if (!opened) throw new Refusal('channel_unavailable', { reason: 'reconnect' });
  return opened;
}
