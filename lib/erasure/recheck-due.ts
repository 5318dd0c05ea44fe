import { markReconnect } from '#lib/channels/mark-reconnect.ts';
import { openChannel } from '#lib/channels/open-channel.ts';
import { inWorkspace } from '#lib/db/in-workspace.ts';
import { env } from '#lib/env.ts';
import { readHeld, recheckMessages } from '#lib/sync/recheck-messages.ts';
import { log } from '#lib/log.ts';
import { NetworkError } from '#lib/networks/errors.ts';
import { connectorOf } from '#lib/networks/registry.ts';
import { channelsUnderTerms } from './enforce-retention.ts';

type Place = { workspaceId: string; channelId: string };

/** Messages asked about at once. */
const BATCH = 50;
/** The share of their time after which messages are read again, so that there is time left to try once more. */
const AHEAD = 0.75;
/** A job goes on so long, in milliseconds. */
const TURN_MS = 30_000;

/** Channels with messages that the network's terms want read again. */
export async function findDueRechecks(now = new Date()): Promise<Place[]> {
  const due: Place[] = [];
  for (const { workspaceId, channelId, network } of await channelsUnderTerms()) {
    const before = dueBefore(network, now);
    if (!before) continue;
    const found = await inWorkspace(workspaceId, async (tx) => {
      return await tx.message.findFirst({ where: dueOn({ workspaceId, channelId }, before), select: { id: true } });
    });
    if (found) due.push({ workspaceId, channelId });
  }
  return due;
}

/**
 * Reads messages again at the network, those that were read longest ago first. What cannot be read again in time,
 * `enforceTerms` erases.
 */
export async function recheckDue(place: Place, now = new Date()): Promise<void> {
  const { workspaceId, channelId } = place;
  const signal = AbortSignal.timeout(env().PARVIS_LEASE_SECONDS * 750);
  const until = Date.now() + TURN_MS;
  const opened = await inWorkspace(workspaceId, async (tx) => {
    const held = await tx.channel.findFirst({ where: { id: channelId }, select: { network: true, status: true } });
    const before = held?.status === 'connected' ? dueBefore(held.network, now) : null;
    const channel = before && (await openChannel(tx, place, signal));
    return channel ? { channel, before } : null;
  });
  if (!opened) return;
  try {
    // Those that the network says nothing of stay due: the next ones follow them.
    for (let after = new Date(0); Date.now() < until;) {
      const { rows, held } = await inWorkspace(workspaceId, async (tx) => {
        const due = await tx.message.findMany({
          where: { AND: [dueOn(place, opened.before), { checkedAt: { gt: after } }] },
          orderBy: { checkedAt: 'asc' },
          take: BATCH,
          select: { id: true, checkedAt: true },
        });
        const ids = due.map(({ id }) => id);
        return { rows: due, held: await readHeld(tx, workspaceId, ids) };
      });
      await recheckMessages(place, opened.channel, held);
      const last = rows.at(-1)?.checkedAt;
      if (!last || rows.length < BATCH) return;
      after = last;
    }
  } catch (error) {
    if (!(error instanceof NetworkError)) throw error;
    log.warn({ channelId, kind: error.kind, reason: error.reason }, 'messages not read again');
    if (error.kind === 'unauthorized') {
      await inWorkspace(workspaceId, async (tx) => await markReconnect(tx, workspaceId, channelId, error));
    }
  }
}

function dueBefore(network: string, now: Date): Date | null {
  const connector = connectorOf(network);
  const withinMs = connector?.retention?.refreshWithinMs;
  return withinMs === undefined || !connector?.recheck ? null : new Date(now.getTime() - withinMs * AHEAD);
}

function dueOn({ workspaceId, channelId }: Place, before: Date) {
  return { workspaceId, channelId, erasedAt: null, checkedAt: { lt: before } };
}
