import { Prisma } from '#lib/db/generated/client.ts';
import { notifiedSql } from '#lib/notifications/notified-sql.ts';
import type { NotificationKind } from '#lib/notifications/types.ts';
import { owedBySql } from '../promises/owed-sql.ts';
import type { ItemEvent } from '../transitions.ts';

type Notice = {
  kind: NotificationKind;
  /**
   * Who is notified, as a relation with the column `memberId`: in terms of `entry` (the item's new entry in the history, with
   * `details`, `before` and `after`), `i` (the item before the event) and `actor`.
   */
  to: Prisma.Sql;
  /** Once per note and person, however often the note is edited; otherwise once per entry, or per bulk act. */
  isOfNote?: true;
};

const ownerOfDetails = Prisma.sql`SELECT (entry."details" ->> 'ownerId')::uuid AS "memberId"
  WHERE entry."details" ->> 'ownerId' IS DISTINCT FROM entry."before" ->> 'ownerId'`;

/** Who has a part that they did not have before. */
const newPeople = Prisma.sql`SELECT (part ->> 'memberId')::uuid AS "memberId"
  FROM jsonb_array_elements(coalesce(entry."after" -> 'people', '[]')) AS part
  WHERE NOT EXISTS (SELECT FROM jsonb_array_elements(coalesce(entry."before" -> 'parts', '[]')) AS earlier
    WHERE earlier ->> 'memberId' = part ->> 'memberId')`;

/** Those who are mentioned, and the members of mentioned teams who see the item. */
const mentioned = Prisma.sql`SELECT who."id" AS "memberId" FROM "note_mention" n
  LEFT JOIN "team_member" t ON t."workspaceId" = n."workspaceId" AND t."teamId" = n."teamId"
  JOIN "member" who ON who."workspaceId" = n."workspaceId" AND who."id" = coalesce(n."memberId", t."memberId")
  WHERE n."workspaceId" = entry."workspaceId" AND n."noteId" = entry."noteId"
    AND member_sees_item(entry."workspaceId", who."id", i."channelId", i."confidentialTo")`;

/** The holder, unless the same colleague has asked before. */
const holder = Prisma.sql`SELECT i."ownerId" AS "memberId" WHERE NOT EXISTS (SELECT FROM "item_request" r
  WHERE r."workspaceId" = i."workspaceId" AND r."itemId" = i."id" AND r."memberId" = actor."id")`;

/** Who wrote the reply. */
const author = Prisma.sql`SELECT a."memberId" FROM "action" a
  WHERE a."workspaceId" = i."workspaceId" AND a."id" = (entry."details" ->> 'actionId')::uuid`;

/** Who wrote it, and who holds the item. */
const sender = Prisma.sql`${author} UNION SELECT i."ownerId"`;

/** Who made the guest's link, and who wrote the reply. */
const hosts = Prisma.sql`SELECT g."memberId" FROM "guest_link" g
  WHERE g."workspaceId" = i."workspaceId" AND g."id" = (entry."details" ->> 'guestLinkId')::uuid
  UNION SELECT a."memberId" FROM "action" a
  WHERE a."workspaceId" = i."workspaceId" AND a."id" = (entry."details" ->> 'actionId')::uuid AND a."memberId" IS NOT NULL`;

/** Who owes the promise. */
const debtor = Prisma.sql`SELECT ${owedBySql} AS "memberId" FROM "item_promise" p
  WHERE p."workspaceId" = entry."workspaceId" AND p."id" = (entry."details" ->> 'promiseId')::uuid`;

/** The leads who see the item. */
const leads = Prisma.sql`SELECT m."id" AS "memberId" FROM "member" m
  WHERE m."workspaceId" = entry."workspaceId" AND m."role" IN ('admin', 'lead') AND m."removedAt" IS NULL
    AND member_sees_item(entry."workspaceId", m."id", i."channelId", i."confidentialTo")`;

/** Which events of an item notify whom: the one table. */
const notices: Partial<Record<ItemEvent, Notice>> = {
  assigned: { kind: 'assigned', to: Prisma.sql`${ownerOfDetails} UNION ${newPeople}` },
  assignment_changed: { kind: 'assigned', to: newPeople },
  owner_succeeded: {
    kind: 'assigned',
    to: Prisma.sql`SELECT (entry."details" ->> 'ownerId')::uuid AS "memberId"`,
  },
  part_succeeded: { kind: 'assigned', to: Prisma.sql`SELECT (entry."details" ->> 'to')::uuid AS "memberId"` },
  noted: { kind: 'mentioned', to: mentioned, isOfNote: true },
  note_edited: { kind: 'mentioned', to: mentioned, isOfNote: true },
  asked_for: { kind: 'asked_for', to: holder },
  request_ended: {
    kind: 'request_declined',
    to: Prisma.sql`SELECT (entry."details" ->> 'memberId')::uuid AS "memberId"`,
  },
  handed_over: { kind: 'handed_over', to: ownerOfDetails },
  handed_over_as_asked: { kind: 'handed_over', to: ownerOfDetails },
  reply_approved: { kind: 'reply_approved', to: author },
  reply_sent_back: { kind: 'reply_sent_back', to: author },
  reply_approved_by_guest: { kind: 'guest_answered', to: hosts },
  reply_sent_back_by_guest: { kind: 'guest_answered', to: hosts },
  guest_answered: { kind: 'guest_answered', to: hosts },
  reply_held: { kind: 'reply_held', to: sender },
  reply_held_aside: { kind: 'reply_held', to: sender },
  promise_due: {
    kind: 'promise_due',
    to: Prisma.sql`${debtor} UNION SELECT lead."memberId" FROM (${leads}) AS lead
      WHERE NOT EXISTS (SELECT FROM (${debtor}) AS owing WHERE owing."memberId" IS NOT NULL)`,
  },
  promise_late: { kind: 'promise_late', to: Prisma.sql`${debtor} UNION ${leads}` },
  reply_failed: { kind: 'send_failed', to: sender },
  action_failed: { kind: 'send_failed', to: sender },
  action_unconfirmed: { kind: 'send_failed', to: sender },
};

type Written = { actorId: string | null; batchId: string | null; noteId: string | undefined };

/**
 * A common table expression that notifies those whom an event concerns, in the statement that writes it.
 * @returns null for an event that concerns nobody
 */
export function notifySql(event: ItemEvent, { actorId, batchId, noteId }: Written): Prisma.Sql | null {
  const notice = notices[event];
  if (!notice) return null;
  const found = Prisma.sql`
    SELECT entry."workspaceId", receiver."memberId", entry."itemId", NULL::uuid AS "channelId",
      ${notice.isOfNote ? Prisma.sql`entry."noteId"` : Prisma.sql`coalesce(${batchId}::uuid, entry."id")`} AS "subjectId",
      ${notice.isOfNote ? Prisma.sql`entry."noteId"` : Prisma.sql`NULL::uuid`} AS "noteId"
    FROM (
      SELECT recorded.*, ${noteId ?? null}::uuid AS "noteId", changed."entryDetails" AS "details",
        changed."entryBefore" AS "before", changed."entryAfter" AS "after"
      FROM recorded JOIN changed ON changed."workspaceId" = recorded."workspaceId" AND changed."id" = recorded."itemId"
    ) AS entry
    JOIN "item" i ON i."workspaceId" = entry."workspaceId" AND i."id" = entry."itemId"
    CROSS JOIN (SELECT ${actorId}::uuid AS "id") AS actor
    CROSS JOIN LATERAL (${notice.to}) AS receiver`;
  return Prisma.sql`notified AS (${notifiedSql({ kind: notice.kind, found, actorId })})`;
}
