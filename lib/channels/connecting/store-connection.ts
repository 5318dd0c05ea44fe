import { emitChannelChanged } from '#lib/realtime/emit/emit-channel-changed.ts';
import type { Caller } from '#lib/caller.ts';
import type { Tx } from '#lib/db/tx.ts';
import type { ChannelAccount, Connection, Connector } from '#lib/networks/contract.ts';
import { Refusal } from '#lib/refusal.ts';
import { recordAudit } from '#lib/workspaces/record-audit.ts';
import { cleanAccount } from './clean-account.ts';
import { writeCredentials } from '../credentials/seal-credentials.ts';

type Given = { connector: Connector; networkAppId: string | null; connection: Connection<unknown> };
/** In millionths of a US dollar a month; null: no limit, which a member must have asked for. */
export type ChosenBudget = { monthlyBudgetMicros?: number | null | undefined };

/**
 * Creates a channel for an account. A disconnected account comes back with all its data. Where calls cost money, a new
 * channel has the budget that the member chose, else the connector's.
 * @returns the channel's id
 * @throws Refusal `already_connected`; `not_offered` for a budget where calls cost nothing
 */
export async function storeConnected(
  tx: Tx,
  caller: Caller,
  { monthlyBudgetMicros, ...given }: Given & ChosenBudget,
): Promise<string> {
  const { workspaceId } = caller;
  const { connector, connection } = given;
  const account = cleanAccount(connection.account);
  const key = { workspaceId, network: connector.network, externalId: account.externalId };
  const where = { workspaceId_network_externalId: key };
  const stored = await tx.channel.findUnique({ where, select: { status: true } });
  if (stored && stored.status !== 'disconnected') throw new Refusal('already_connected', { handle: account.handle });
  if (monthlyBudgetMicros !== undefined && !connector.pricing)
    throw new Refusal('not_offered', { network: connector.network });
  const budget = monthlyBudgetMicros === undefined ? {} : { monthlyBudgetMicros };
  const data = { ...shownOf(account), ...runningAs(given), pullEveryMs: connector.pace.minMs };
  const { id } = await tx.channel.upsert({
    where,
    create: { ...key, monthlyBudgetMicros: connector.pricing?.monthlyBudgetMicros ?? null, ...data, ...budget },
    update: { ...data, ...budget },
    select: { id: true },
  });
  await finish(tx, caller, id, given, 'channel_connected');
  return id;
}

/**
 * Gives a channel new credentials for the same account.
 * @returns the channel's id
 * @throws Refusal `not_found`; `conflict` when they belong to another account
 */
export async function storeReconnected(
  tx: Tx,
  caller: Caller,
  { channelId, ...given }: Given & { channelId: string },
): Promise<string> {
  const { workspaceId } = caller;
  const account = cleanAccount(given.connection.account);
  const where = { workspaceId_id: { workspaceId, id: channelId } };
  const stored = await tx.channel.findUnique({
    where,
    select: { network: true, externalId: true, handle: true, status: true },
  });
  if (!stored || stored.status === 'disconnected') throw new Refusal('not_found');
  if (account.externalId !== stored.externalId || given.connector.network !== stored.network)
    throw new Refusal('conflict', { expected: stored.handle, got: account.handle });
  const data = { handle: account.handle, name: account.name, ...runningAs(given) };
  await tx.channel.update({ where, data, select: { id: true } });
  await finish(tx, caller, channelId, given, 'channel_reconnected');
  return channelId;
}

function shownOf({ handle, name, avatarUrl, profileUrl }: ChannelAccount) {
  return { handle, name, avatarUrl: avatarUrl ?? null, profileUrl: profileUrl ?? null };
}

/** The columns of a freshly connected channel: due at once, earlier errors and limits cleared. */
function runningAs({ connection, networkAppId }: Given) {
  return {
    status: 'connected',
    statusReason: null,
    nextPullAt: new Date(),
    rights: connection.rights ?? {},
    isSubscribed: null,
    networkAppId,
    credentialsCheckedAt: null,
    checkedAt: null,
    failedPulls: 0,
    lastErrorAt: null,
    lastErrorReason: null,
    limitedUntil: null,
  } as const;
}

async function finish(
  tx: Tx,
  caller: Caller,
  channelId: string,
  { connector, connection }: Given,
  act: 'channel_connected' | 'channel_reconnected',
): Promise<void> {
  const { workspaceId } = caller;
  await writeCredentials(tx, { workspaceId, channelId }, connector, connection.credentials);
  const { handle } = cleanAccount(connection.account);
  await recordAudit(tx, caller, { act, subject: channelId, details: { network: connector.network, handle } });
  await emitChannelChanged(tx, workspaceId, channelId);
}
