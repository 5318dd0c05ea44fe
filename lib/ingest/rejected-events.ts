import { createHash } from 'node:crypto';
import { inspect } from 'node:util';
import type { Tx } from '#lib/db/tx.ts';
import { jsonRows } from '#lib/db/json-rows.ts';
import { shortened } from '#lib/text/label.ts';
import { storable } from '#lib/text/storable.ts';
import type { ChannelRow } from './channel.ts';
import { isObject } from './clean/fields.ts';
import type { RejectedEvent } from './clean/rejection.ts';

/** How much of an event is stored, in UTF-16 units. */
const EVENT_LENGTH = 16_384;
const ID_LENGTH = 200;
const DETAIL_LENGTH = 500;
/** Fields that say which entry it is: `id`, `comment_id`, `created_time`, `publishedAt`. */
const NAMES = /(^id|_id|Id|urn|uri|name|time|Time|stamp|_at|At)$/;

type Row = ReturnType<typeof rejectedRow>;

/**
 * Records events that cannot be stored: each one once, with its reason and how often it was seen.
 * @returns how many were not known yet
 */
export async function recordRejected(
  tx: Tx,
  channel: Pick<ChannelRow, 'workspaceId' | 'id'>,
  rejected: readonly RejectedEvent[],
): Promise<number> {
  if (rejected.length === 0) return 0;
  const rows = new Map<string, Row>();
  // One statement may not change a row twice; sorted, so that two batches never lock the same rows in different orders.
  for (const one of rejected.map(rejectedRow)) rows.set(one.fingerprint, one);
  const sorted = [...rows.values()].sort((a, b) => (a.fingerprint < b.fingerprint ? -1 : 1));
  const recorded = await tx.$queryRaw<{ seen: number }[]>`
    INSERT INTO "rejected_event" AS known ("workspaceId", "channelId", "fingerprint", "type", "externalId", "reason", "detail", "event")
    SELECT ${channel.workspaceId}::uuid, ${channel.id}::uuid, r.*
    FROM jsonb_to_recordset(${jsonRows(sorted)}) AS r ("fingerprint" text, "type" text, "externalId" text, "reason" text,
      "detail" text, "event" text)
    ON CONFLICT ("workspaceId", "channelId", "fingerprint") DO UPDATE SET
      "reason" = EXCLUDED."reason", "detail" = EXCLUDED."detail", "seen" = known."seen" + 1, "lastSeenAt" = now()
    RETURNING "seen"`;
  return recorded.filter(({ seen }) => seen === 1).length;
}

/** Removes entries that could not be read and now can: their messages arrived. */
export async function forgetReadable(
  tx: Tx,
  { workspaceId, id }: Pick<ChannelRow, 'workspaceId' | 'id'>,
  arrived: readonly { externalId: string }[],
): Promise<void> {
  if (arrived.length === 0) return;
  const externalId = { in: arrived.map((one) => one.externalId) };
  await tx.rejectedEvent.deleteMany({ where: { workspaceId, channelId: id, reason: 'unreadable', externalId } });
}

function rejectedRow({ event, reason, detail }: RejectedEvent) {
  const said = asJson(event);
  const type = isObject(event) && typeof event['type'] === 'string' ? event['type'] : 'unknown';
  const externalId = idOf(event);
  // Addresses and dates may differ at every poll, the id does not.
  const identity = externalId === undefined ? (namesIn(event, reason) ?? said) : JSON.stringify([type, externalId]);
  return {
    fingerprint: createHash('sha256').update(identity).digest('hex'),
    type: shortened(storable(type), 50),
    // Escaped as JSON, so that invisible characters are visible.
    externalId: externalId === undefined ? null : shortened(JSON.stringify(externalId).slice(1, -1), ID_LENGTH),
    reason,
    detail: shortened(storable(detail), DETAIL_LENGTH),
    event: shortened(storable(said), EVENT_LENGTH),
  };
}

function idOf(event: unknown): string | undefined {
  if (!isObject(event)) return undefined;
  const { externalId } = isObject(event['post']) ? event['post'] : event;
  return typeof externalId === 'string' && externalId !== '' ? externalId : undefined;
}

/** The ids and times of an entry that could not be read: its counts and addresses differ at every poll. */
function namesIn(event: unknown, reason: RejectedEvent['reason']): string | undefined {
  const entry = reason === 'unreadable' && isObject(event) ? event['entry'] : undefined;
  if (!isObject(entry)) return undefined;
  const names = Object.entries(entry).filter(([field, value]) => NAMES.test(field) && !isObject(value));
  return names.length > 0 ? asJson(names) : undefined;
}

/** JSON escapes NUL and lone surrogates, so the event stays readable. */
function asJson(event: unknown): string {
  try {
    return JSON.stringify(event) ?? typeof event;
  } catch {
    // A cycle, or a BigInt.
    return inspect(event, { depth: 5, maxStringLength: EVENT_LENGTH });
  }
}
