import type { Tx } from '#lib/db/tx.ts';
import { type ChannelView, rejectReasons, type RejectedEventView } from './types.ts';

const SHOWN = 10;

type Rejected = ChannelView['rejected'];
export const noneRejected: Rejected = { events: 0, unreadable: 0, unreadableSince: null, latest: [] };

type Row = Omit<RejectedEventView, 'reason' | 'firstSeenAt' | 'lastSeenAt'> & {
  channelId: string;
  reason: string;
  firstSeenAt: Date;
  lastSeenAt: Date;
  events: number;
  unreadable: number;
  unreadableSince: Date | null;
};

/** Reads the events that could not be stored, by channel; without their content. */
export async function readRejectedEvents(
  tx: Tx,
  workspaceId: string,
  channelIds: string[],
): Promise<Map<string, Rejected>> {
  const rows = await tx.$queryRaw<Row[]>`
    SELECT r."channelId", r."id", r."type", r."externalId", r."reason", r."detail", r."seen", r."firstSeenAt", r."lastSeenAt",
      counted.*
    FROM unnest(${channelIds}::uuid[]) AS c ("id"), LATERAL (
      SELECT * FROM "rejected_event" e WHERE e."workspaceId" = ${workspaceId}::uuid AND e."channelId" = c."id"
      ORDER BY e."lastSeenAt" DESC LIMIT ${SHOWN}) AS r, LATERAL (
      SELECT count(*)::int AS "events", count(*) FILTER (WHERE e."reason" = 'unreadable')::int AS "unreadable",
        min(e."firstSeenAt") FILTER (WHERE e."reason" = 'unreadable') AS "unreadableSince" FROM "rejected_event" e
      WHERE e."workspaceId" = ${workspaceId}::uuid AND e."channelId" = c."id") AS counted`;
  const found = new Map<string, Rejected>();
  for (const { channelId, events, unreadable, unreadableSince, ...row } of rows) {
    const latest = [...(found.get(channelId)?.latest ?? []), view(row)];
    found.set(channelId, { events, unreadable, unreadableSince: unreadableSince?.toISOString() ?? null, latest });
  }
  return found;
}

function view({
  reason,
  firstSeenAt,
  lastSeenAt,
  ...row
}: Omit<Row, 'channelId' | 'events' | 'unreadable' | 'unreadableSince'>): RejectedEventView {
  return {
    ...row,
    reason: rejectReasons.find((known) => known === reason) ?? 'not_storable',
    firstSeenAt: firstSeenAt.toISOString(),
    lastSeenAt: lastSeenAt.toISOString(),
  };
}
