import { inWorkspace } from '#lib/db/in-workspace.ts';
import type { Position } from './position.ts';

/** The `ids` of a `notification` are the members who receive it. */
export type EventRow = {
  xid: bigint;
  id: bigint;
  kind: 'item' | 'channel' | 'workspace' | 'notification' | 'access';
  ids: string[];
};

export type EventPage = {
  rows: EventRow[];
  /** More settled rows follow. */
  isFull: boolean;
  /** There are rows that an older, unfinished transaction could still precede: read again soon. */
  isWaiting: boolean;
  /** Every transaction with a lower id has ended. */
  horizon: bigint;
  seconds: number;
};

/**
 * Reads the rows after a position, in commit order. Only rows below the oldest running transaction count: that
 * transaction may still add a row before the others.
 */
export async function readEvents(
  workspaceId: string,
  after: Pick<Position, 'xid' | 'id'>,
  limit: number,
): Promise<EventPage> {
  type Found = {
    horizon: bigint;
    seconds: number;
    xid: bigint | null;
    id: bigint;
    kind: EventRow['kind'];
    ids: string[];
  };
  const found = await inWorkspace(
    workspaceId,
    async (tx) =>
      await tx.$queryRaw<Found[]>`
      WITH moment AS (
        SELECT pg_snapshot_xmin(pg_current_snapshot())::text::bigint AS horizon, extract(epoch FROM now())::int AS seconds
      )
      SELECT m.horizon, m.seconds, e."xid", e."id", e."kind", e."ids"::text[] AS ids
      FROM moment m LEFT JOIN LATERAL (
        SELECT "xid", "id", "kind", "ids" FROM "realtime_event"
        WHERE "workspaceId" = ${workspaceId}::uuid AND ("xid", "id") > (${after.xid}::bigint, ${after.id}::bigint)
        ORDER BY "xid", "id" LIMIT ${limit}
      ) e ON true`,
  );
  const horizon = found[0]?.horizon ?? 0n;
  const rows: EventRow[] = [];
  let isWaiting = false;
  for (const { xid, id, kind, ids } of found) {
    if (xid === null) continue;
    if (xid < horizon) rows.push({ xid, id, kind, ids });
    else isWaiting = true;
  }
  return { rows, isFull: rows.length === limit, isWaiting, horizon, seconds: found[0]?.seconds ?? 0 };
}
