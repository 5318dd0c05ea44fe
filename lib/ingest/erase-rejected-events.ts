import { asDispatcher } from '#lib/db/in-workspace.ts';
import type { Tx } from '#lib/db/tx.ts';

/** Rows that one transaction removes. */
const CHUNK = 5_000;

/** Removes events that could not be stored and were last read before a moment. */
export async function deleteRejectedEvents(before: Date): Promise<void> {
  for (;;) {
    const dropped = await asDispatcher(
      (tx) => tx.$executeRaw`
        DELETE FROM "rejected_event" e USING (
          SELECT "workspaceId", "id" FROM "rejected_event" WHERE "lastSeenAt" < ${before} LIMIT ${CHUNK}
        ) AS old
        WHERE e."workspaceId" = old."workspaceId" AND e."id" = old."id"`,
    );
    if (dropped < CHUNK) return;
  }
}

/** Empties those of a network that were first read before a moment; the row stays and says why it was rejected. */
export async function emptyRejectedEvents(
  tx: Tx,
  { workspaceId, network, before }: { workspaceId: string; network: string; before: Date },
): Promise<void> {
  await tx.rejectedEvent.updateMany({
    where: { workspaceId, channel: { network }, firstSeenAt: { lt: before }, event: { not: '' } },
    data: { event: '' },
  });
}

/** Empties those that name one of these people. */
export async function eraseRejectedEvents(
  tx: Tx,
  { workspaceId, network, externalIds }: { workspaceId: string; network: string; externalIds: readonly string[] },
): Promise<void> {
  await tx.$executeRaw`
    UPDATE "rejected_event" e SET "event" = '' FROM "channel" c
    WHERE e."workspaceId" = ${workspaceId}::uuid AND c."workspaceId" = e."workspaceId" AND c."id" = e."channelId"
      AND c."network" = ${network}
      AND EXISTS (SELECT FROM unnest(${[...externalIds]}::text[]) AS id WHERE position(id IN e."event") > 0)`;
}
