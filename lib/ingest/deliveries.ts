import type { Tx } from '#lib/db/tx.ts';
import { Prisma } from '#lib/db/generated/client.ts';
import { jsonRows } from '#lib/db/json-rows.ts';
import { writeItems } from '#lib/items/change/write-items.ts';
import { deliveryStates, type MessageDelivery } from '#lib/networks/contract.ts';
import { failUndelivered } from '#lib/items/fail-undelivered.ts';
import type { ChannelRow } from './channel.ts';

type Told = {
  messageId: string;
  itemId: string;
  deliveryState: string | null;
  actionId: string | null;
  actionState: string | null;
  delivery: MessageDelivery;
};

/**
 * Stores how far the brand's messages came. What the network tells of a reply whose sending has an unknown end ends it: the
 * next attempt finds what was sent. A reply that did not arrive counts as failed.
 * @returns how many items changed
 */
export async function writeDeliveries(
  tx: Tx,
  channel: ChannelRow,
  deliveries: readonly MessageDelivery[],
): Promise<number> {
  if (deliveries.length === 0) return 0;
  const told = await findTold(tx, channel, deliveries);
  if (told.length === 0) return 0;
  await addProgress(tx, channel, told);
  const failures = told.filter(({ delivery }) => delivery.state === 'failed');
  const rises = highest(told.filter((one) => one.delivery.state !== 'failed' && rank(one) > rankOf(one.deliveryState)));
  // While it is being sent, its end is recorded by whoever sends it, who then finds the failure.
  const waiting = failures.filter(({ actionState }) => actionState === 'sending');
  await writeStates(tx, channel, [...rises, ...waiting]);
  await failUndelivered(
    tx,
    channel.workspaceId,
    failures
      .filter(({ actionState }) => actionState !== 'sending')
      .map(({ messageId, itemId, delivery: { reason, detail } }) => ({ messageId, itemId, reason, detail })),
  );
  return new Set(told.map(({ itemId }) => itemId)).size;
}

const rankOf = (state: string | null) => deliveryStates.findIndex((one) => one === state);
const rank = ({ delivery }: Told) => rankOf(delivery.state);

/** Of several reports of one message the one that came furthest. */
function highest(told: readonly Told[]): Told[] {
  const byMessage = new Map<string, Told>();
  for (const one of told) {
    const other = byMessage.get(one.messageId);
    if (!other || rank(one) > rank(other)) byMessage.set(one.messageId, one);
  }
  return [...byMessage.values()];
}

/** By the action's key where the network repeats it: the message's own id may not be recorded yet. */
async function findTold(tx: Tx, channel: ChannelRow, deliveries: readonly MessageDelivery[]): Promise<Told[]> {
  const { workspaceId, id: channelId } = channel;
  const asked = deliveries.map(({ externalId, action }, at) => ({ at, externalId, key: action?.key ?? null }));
  const found = await tx.$queryRaw<(Omit<Told, 'delivery'> & { at: number })[]>`
    SELECT d."at", m."id" AS "messageId", m."itemId", m."deliveryState", a."id" AS "actionId", a."state"::text AS "actionState"
    FROM jsonb_to_recordset(${jsonRows(asked)}) AS d ("at" int, "externalId" text, "key" text)
    LEFT JOIN "action" keyed ON keyed."workspaceId" = ${workspaceId}::uuid AND keyed."channelId" = ${channelId}::uuid
      AND keyed."networkKeys" ? 'key' AND keyed."networkKeys" ->> 'key' = d."key"
    JOIN "message" m ON m."workspaceId" = ${workspaceId}::uuid AND m."direction" = 'outbound'
      AND m."id" = coalesce(keyed."messageId", (SELECT known."id" FROM "message" known
        WHERE known."workspaceId" = ${workspaceId}::uuid AND known."channelId" = ${channelId}::uuid AND known."externalId" = d."externalId"))
    LEFT JOIN "action" a ON a."workspaceId" = m."workspaceId" AND a."messageId" = m."id"
    ORDER BY d."at"`;
  return found.flatMap(({ at, ...told }) => {
    const delivery = deliveries[at];
    return delivery ? [{ ...told, delivery }] : [];
  });
}

/** What was sent is known from now on; an action that nobody could tell the end of is taken up again at once. */
async function addProgress(tx: Tx, { workspaceId }: ChannelRow, told: readonly Told[]): Promise<void> {
  const values = told.flatMap(({ actionId, delivery: { action, externalId } }) =>
    actionId && action ? [{ actionId, externalId, progress: action.progress }] : [],
  );
  if (values.length === 0) return;
  await tx.$executeRaw`
    UPDATE "action" a SET "progress" = a."progress" || p."progress",
      "sentExternalIds" = ARRAY(SELECT DISTINCT unnest(a."sentExternalIds" || p."externalIds")),
      "state" = CASE WHEN a."state" = 'unconfirmed' THEN 'queued' ELSE a."state" END,
      "dueAt" = CASE WHEN a."state" = 'unconfirmed' OR (a."state" = 'queued' AND a."lookFirst") THEN now() ELSE a."dueAt" END
    FROM (
      SELECT v."actionId", array_agg(v."externalId") AS "externalIds", jsonb_object_agg(e."key", e."value") AS "progress"
      FROM jsonb_to_recordset(${jsonRows(values)}) AS v ("actionId" uuid, "externalId" text, "progress" jsonb),
        jsonb_each(v."progress") AS e
      GROUP BY v."actionId"
    ) p
    WHERE a."workspaceId" = ${workspaceId}::uuid AND a."id" = p."actionId" AND a."state" <> 'done'`;
}

async function writeStates(tx: Tx, { workspaceId }: ChannelRow, told: readonly Told[]): Promise<void> {
  if (told.length === 0) return;
  const values = told.map(({ messageId, itemId, delivery }) => ({
    id: messageId,
    itemId,
    state: delivery.state,
    at: delivery.at,
    reason: delivery.reason ?? null,
    detail: delivery.detail ?? null,
  }));
  const write = writeItems({
    by: { workspaceId, system: true },
    event: 'content_changed',
    given: Prisma.sql`(SELECT DISTINCT "itemId" FROM d)`,
  });
  await tx.$executeRaw`
    WITH d AS (
      SELECT * FROM jsonb_to_recordset(${jsonRows(values)}) AS d ("id" uuid, "itemId" uuid, "state" text,
        "at" timestamptz, "reason" text, "detail" text)
    ), messages AS (
      UPDATE "message" m SET "deliveryState" = d."state", "deliveryAt" = d."at", "deliveryReason" = d."reason",
        "deliveryDetail" = d."detail"
      FROM d WHERE m."workspaceId" = ${workspaceId}::uuid AND m."id" = d."id"
    ), ${write}
    SELECT FROM changed`;
}
