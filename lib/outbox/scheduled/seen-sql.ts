import { defineRight, may } from '#lib/act.ts';
import { Prisma } from '#lib/db/generated/client.ts';
import { roles } from '#lib/workspaces/types.ts';

/** The message that the action `a` answers, as `target`, and its item, as `i`. */
const around = Prisma.sql`
  JOIN "message" target ON target."workspaceId" = a."workspaceId" AND target."id" = a."targetId"
  JOIN "item" i ON i."workspaceId" = a."workspaceId" AND i."id" = a."itemId"`;

const lastClosing = Prisma.sql`(SELECT h."id" FROM "item_history" h
  WHERE h."workspaceId" = a."workspaceId" AND h."itemId" = a."itemId" AND h."act" IN ('resolved', 'ignored')
  ORDER BY h."createdAt" DESC, h."id" DESC LIMIT 1)`;

/**
 * What the conversation of the action `a` is like now. It is stored with the reply while the item's row is locked, and
 * compared under the same lock: so no clock decides whether a message came before or after.
 */
export const seenSql = Prisma.sql`(
  SELECT jsonb_build_object(
    'messageId', (SELECT m."id" FROM "message" m WHERE m."workspaceId" = a."workspaceId" AND m."itemId" = a."itemId"
      AND m."id" IS DISTINCT FROM a."messageId" ORDER BY m."id" DESC LIMIT 1),
    'changedAt', extract(epoch FROM target."textChangedAt"), 'editedAt', extract(epoch FROM target."editedAt"),
    'hidden', target."hidden", 'closing', ${lastClosing})
  FROM (SELECT) AS one ${around})`;

/** A message `m` that was not there; what belongs to the time before the answered one (an older part of the history) changes nothing. */
const newMessage = Prisma.sql`"message" m WHERE m."workspaceId" = a."workspaceId" AND m."itemId" = a."itemId"
  AND m."id" IS DISTINCT FROM a."messageId" AND m."id" > (a."seen" ->> 'messageId')::uuid
  AND m."createdAt" > target."createdAt"`;

/** Parts of this very reply that a pull has stored do not count. */
const isAnswer = Prisma.sql`m."direction" = 'outbound' AND NOT m."isRejected"
  AND coalesce(m."externalId" <> ALL (a."sentExternalIds"), true)
  AND NOT EXISTS (SELECT FROM "action" other WHERE other."workspaceId" = m."workspaceId" AND other."messageId" = m."id"
    AND other."state" NOT IN ('queued', 'sending', 'done', 'unconfirmed'))`;

const replies = defineRight('replies.write');
const rolesThatReply = roles.filter((role) => may({ role }, replies));

const mayStillReply = Prisma.sql`EXISTS (SELECT FROM "member" author
  WHERE author."workspaceId" = a."workspaceId" AND author."id" = a."memberId" AND author."removedAt" IS NULL
    AND author."role"::text = ANY (${rolesThatReply}::text[])
    AND member_sees_item(a."workspaceId", author."id", a."channelId", i."confidentialTo"))`;

const isOwnedByColleague = Prisma.sql`i."ownerId" <> a."memberId"
  AND (i."claimedUntil" IS NULL OR i."claimedUntil" > clock_timestamp())
  AND EXISTS (SELECT FROM "guard_rails" g WHERE g."workspaceId" = a."workspaceId" AND g."onlyOwnerSends")`;

/** Why the scheduled reply of the action `a` may not be sent any more (a `HeldReason`); NULL: nothing has changed. */
export const heldReasonSql = Prisma.sql`(
  SELECT CASE
    WHEN jsonb_exists(a."seen", 'restored') THEN 'restored'
    WHEN target."deletedAt" IS NOT NULL OR target."erasedAt" IS NOT NULL THEN 'target_deleted'
    WHEN target."hidden" AND a."seen" ->> 'hidden' = 'false' THEN 'target_hidden'
    WHEN (a."seen" ->> 'changedAt')::numeric IS DISTINCT FROM extract(epoch FROM target."textChangedAt")
      OR (a."seen" ->> 'editedAt')::numeric IS DISTINCT FROM extract(epoch FROM target."editedAt") THEN 'target_edited'
    WHEN EXISTS (SELECT FROM ${newMessage} AND m."direction" = 'inbound') THEN 'author_wrote'
    WHEN EXISTS (SELECT FROM ${newMessage} AND ${isAnswer}) THEN 'answered'
    WHEN i."status" IN ('resolved', 'ignored') AND EXISTS (SELECT FROM "item_history" h
      WHERE h."workspaceId" = a."workspaceId" AND h."itemId" = a."itemId" AND h."id" = ${lastClosing}
        AND h."id" IS DISTINCT FROM (a."seen" ->> 'closing')::uuid AND h."memberId" IS DISTINCT FROM a."memberId") THEN 'closed'
    WHEN NOT ${mayStillReply} THEN 'author_left'
    WHEN ${isOwnedByColleague} THEN 'not_owner'
  END
  FROM (SELECT) AS one ${around})`;
