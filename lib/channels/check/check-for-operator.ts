import { setTimeout as sleep } from 'node:timers/promises';
import { inWorkspace } from '#lib/db/in-workspace.ts';
import { Refusal } from '#lib/refusal.ts';
import { beginCheck } from './begin-check.ts';
import { readCheckView } from './check-view.ts';
import { runCheck } from './run-check.ts';
import type { ChannelCheckView } from './types.ts';

const EVERY_MS = 500;
/** As long as a check may take, and some more. */
const PATIENCE_MS = 180_000;

/**
 * Checks a channel from the command line, in this process; where a worker is checking it, its result is waited for.
 * @param channel the channel's id or handle
 * @throws Refusal `not_found`; `conflict` for a handle on several networks, with their names; `channel_unavailable`
 */
export async function checkForOperator(
  workspaceId: string,
  { channel, network }: { channel: string; network?: string },
): Promise<ChannelCheckView & { channelId: string; network: string }> {
  const { id: channelId, ...found } = await findChannel(workspaceId, {
    channel,
    ...(network === undefined ? {} : { network }),
  });
  const channelRef = { workspaceId, channelId };
  await inWorkspace(workspaceId, (tx) => beginCheck(tx, channelRef, { isAutomatic: false }));
  await runCheck(channelRef);
  const endsAt = Date.now() + PATIENCE_MS;
  for (;;) {
    const view = await inWorkspace(workspaceId, (tx) => readCheckView(tx, channelRef));
    if (!view) throw new Refusal('not_found');
    if (view.check?.finishedAt || Date.now() > endsAt) return { channelId, network: found.network, ...view };
    await sleep(EVERY_MS);
  }
}

async function findChannel(workspaceId: string, { channel, network }: { channel: string; network?: string }) {
  const channels = await inWorkspace(workspaceId, (tx) =>
    tx.channel.findMany({
      where: { workspaceId, status: { not: 'disconnected' }, ...(network === undefined ? {} : { network }) },
      select: { id: true, network: true, handle: true, status: true },
    }),
  );
  const matching = channels.filter(({ id, handle }) => id === channel || handle === channel.replace(/^@/, ''));
  const [found, ...others] = matching;
  if (!found) throw new Refusal('not_found');
  if (others.length > 0) throw new Refusal('conflict', { networks: matching.map((one) => one.network).join(', ') });
  if (found.status !== 'connected') throw new Refusal('channel_unavailable', { reason: found.status });
  return found;
}
