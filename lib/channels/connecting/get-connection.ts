import { defineAct } from '#lib/act.ts';
import type { Caller } from '#lib/caller.ts';
import type { Tx } from '#lib/db/tx.ts';
import type { ConnectAttempt } from '#lib/db/generated/client.ts';
import { asMember } from '#lib/db/in-workspace.ts';
import { uuid } from '#lib/db/uuid.ts';
import { Refusal } from '#lib/refusal.ts';
import { cleanAccount } from './clean-account.ts';
import { type Found, openFound } from './attempt.ts';
import type { ConnectionView, FoundAccount } from './types.ts';

/** The state of a sign-in and its accounts, never their credentials. @throws Refusal `not_found`, also to another member */
export const getConnection = defineAct(
  'channels.manage',
  async (caller, { connectionId, now = new Date() }: { connectionId: string; now?: Date }): Promise<ConnectionView> => {
    return await asMember(caller, async (tx) => {
      const { attempt, found } = await findConnection(tx, caller, { connectionId, now });
      const { id, network, channelId, failure, expiresAt } = attempt;
      return {
        id,
        network,
        channelId,
        state: stateOf(attempt, found, now),
        failure,
        expiresAt: expiresAt.toISOString(),
        accounts: found ? await withConnected(tx, attempt, found) : [],
      };
    });
  },
);

/** The caller's own attempt, with its accounts while they can be chosen. @throws Refusal `not_found` */
export async function findConnection(
  tx: Tx,
  { workspaceId, memberId }: Caller,
  { connectionId, now }: { connectionId: string; now: Date },
): Promise<{ attempt: ConnectAttempt; found: Found | null }> {
  const where = { workspaceId_id: { workspaceId, id: uuid(connectionId) } };
  const attempt = await tx.connectAttempt.findUnique({ where });
  if (attempt?.memberId !== memberId) throw new Refusal('not_found');
  const { answeredAt, failure, expiresAt } = attempt;
  if (!answeredAt || failure !== null || expiresAt <= now) return { attempt, found: null };
  // If it still contains what was stored at the beginning, the exchange is in progress.
  return { attempt, found: openFoundOrNull(attempt) };
}

function openFoundOrNull(attempt: ConnectAttempt): Found | null {
  try {
    return openFound(attempt);
  } catch {
    return null;
  }
}

function stateOf({ failure, expiresAt }: ConnectAttempt, found: Found | null, now: Date): ConnectionView['state'] {
  if (failure !== null) return 'failed';
  if (expiresAt <= now) return 'expired';
  return found ? 'choose' : 'waiting';
}

async function withConnected(tx: Tx, { workspaceId, network }: ConnectAttempt, found: Found): Promise<FoundAccount[]> {
  const externalIds = found.connections.map(({ account }) => account.externalId);
  const channels = await tx.channel.findMany({
    where: { workspaceId, network, externalId: { in: externalIds }, status: { not: 'disconnected' } },
    select: { externalId: true },
  });
  const connected = new Set(channels.map(({ externalId }) => externalId));
  return found.connections
    .map(({ account }) => cleanAccount(account))
    .map(({ externalId, handle, name, avatarUrl = null }) => ({
      externalId,
      handle,
      name,
      avatarUrl,
      isConnected: connected.has(externalId),
    }));
}
