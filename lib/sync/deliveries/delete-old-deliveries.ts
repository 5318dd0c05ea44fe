import { outsideWorkspaces } from '#lib/db/outside-workspaces.ts';
import { asDispatcher, inWorkspace } from '#lib/db/in-workspace.ts';
import type { Tx } from '#lib/db/tx.ts';
import { deleteRejectedEvents, emptyRejectedEvents } from '#lib/ingest/erase-rejected-events.ts';
import type { RetentionPolicy } from '#lib/networks/contract.ts';
import { connectorOf, networks } from '#lib/networks/registry.ts';

const DAY_MS = 24 * 3_600_000;
/** How long processed deliveries are stored, for when something seems missing, in milliseconds. */
const PROCESSED_MS = 30 * DAY_MS;
/** How long failed deliveries wait to be replayed, in milliseconds. */
const TROUBLED_MS = 90 * DAY_MS;
/** Rows deleted per transaction. */
const CHUNK = 5_000;

/** Deletes old deliveries. Where a network limits how long its texts may be stored, their bodies are emptied earlier. */
export async function deleteOldDeliveries(now = new Date()): Promise<void> {
  await dropRows(new Date(now.getTime() - PROCESSED_MS), true);
  await dropRows(new Date(now.getTime() - TROUBLED_MS), false);
  await deleteRejectedEvents(new Date(now.getTime() - TROUBLED_MS));
  await outsideWorkspaces().unroutedDelivery.deleteMany({
    where: { receivedAt: { lt: new Date(now.getTime() - PROCESSED_MS) } },
  });
  // Whole partitions of past months that are empty by now; only their owner may drop them.
  await outsideWorkspaces().$queryRaw`SELECT drop_delivery_months(${new Date(now.getTime() - TROUBLED_MS)})::text`;
  for (const network of networks) {
    const terms = connectorOf(network)?.retention;
    const bodiesMs = terms && bodyLifeOf(terms);
    if (bodiesMs !== undefined) await emptyBodies(network, new Date(now.getTime() - bodiesMs));
  }
}

async function dropRows(before: Date, isProcessed: boolean): Promise<void> {
  for (;;) {
    const dropped = await asDispatcher(
      (tx) => tx.$executeRaw`
        DELETE FROM "webhook_delivery" d USING (
          SELECT "workspaceId", "id", "receivedAt" FROM "webhook_delivery"
          WHERE "receivedAt" < ${before} AND ("state" = 'processed' OR NOT ${isProcessed}) LIMIT ${CHUNK}
        ) AS old
        WHERE d."workspaceId" = old."workspaceId" AND d."id" = old."id" AND d."receivedAt" = old."receivedAt"`,
    );
    if (dropped < CHUNK) return;
  }
}

/** How long the retention policy lets us store a delivery's body; undefined without a limit. */
function bodyLifeOf({
  erasesDeleted,
  profilesForMs,
  textsForMs,
  refreshWithinMs,
}: RetentionPolicy): number | undefined {
  const limits = [profilesForMs, textsForMs, refreshWithinMs, erasesDeleted ? DAY_MS : undefined];
  const known = limits.filter((limit) => limit !== undefined);
  return known.length === 0 ? undefined : Math.min(...known);
}

async function emptyBodies(network: string, before: Date): Promise<void> {
  const workspaces = await asDispatcher(
    (tx) => tx.$queryRaw<{ workspaceId: string }[]>`
      SELECT DISTINCT "workspaceId" FROM "channel" WHERE "network" = ${network}`,
  );
  for (const { workspaceId } of workspaces) {
    await inWorkspace(workspaceId, async (tx) => {
      await tx.webhookDelivery.updateMany({
        where: { workspaceId, network, state: { not: 'received' }, receivedAt: { lt: before }, body: { not: '' } },
        data: { body: '' },
      });
      await emptyRejectedEvents(tx, { workspaceId, network, before });
    });
  }
}

/** Empties deliveries that were read and name one of these people. */
export async function eraseDeliveries(
  tx: Tx,
  { workspaceId, network, externalIds }: { workspaceId: string; network: string; externalIds: readonly string[] },
): Promise<void> {
  await tx.$executeRaw`
    UPDATE "webhook_delivery" SET "body" = ''
    WHERE "workspaceId" = ${workspaceId}::uuid AND "network" = ${network} AND "state" <> 'received'
      AND EXISTS (SELECT FROM unnest(${[...externalIds]}::text[]) AS id WHERE position(id IN "body") > 0)`;
}
