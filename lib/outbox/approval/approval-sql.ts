import { Prisma } from '#lib/db/generated/client.ts';

/** What the conditions of a rule read, for an action `a`. */
const facts = Prisma.sql`
  JOIN "item" i ON i."workspaceId" = a."workspaceId" AND i."id" = a."itemId"
  LEFT JOIN "member" author ON author."workspaceId" = a."workspaceId" AND author."id" = a."memberId"`;

/** Counts no further than the rule needs. */
const hasSentFewer = Prisma.sql`(SELECT count(*) FROM (
    SELECT FROM "action" sent WHERE sent."workspaceId" = a."workspaceId" AND sent."memberId" = a."memberId"
      AND sent."state" = 'done' AND sent."messageId" IS NOT NULL LIMIT r."newReplies"
  ) AS first) < r."newReplies"`;

const isNew = Prisma.sql`(r."newDays" IS NULL AND r."newReplies" IS NULL
  OR author."createdAt" > now() - r."newDays" * interval '1 day'
  OR r."newReplies" IS NOT NULL AND ${hasSentFewer})`;

/** The rules `r` that hold for the reply of an action `a`, with its item `i` and its author. */
export const rulesOfReply = Prisma.sql`"approval_rule" r ${facts}
  WHERE r."workspaceId" = a."workspaceId"
    AND (r."channelId" IS NULL OR r."channelId" = a."channelId")
    AND (r."kind" IS NULL OR r."kind" = i."kind")
    AND (r."maxRating" IS NULL OR i."rating" <= r."maxRating")
    AND (r."tagId" IS NULL OR EXISTS (SELECT FROM "item_tag" t
      WHERE t."workspaceId" = a."workspaceId" AND t."itemId" = a."itemId" AND t."tagId" = r."tagId"))
    AND (r."authorId" IS NULL OR r."authorId" = a."memberId")
    AND (r."authorRole" IS NULL OR r."authorRole" = author."role")
    AND ${isNew}`;

/** Whether a member is one of those who approve what the rule `r` holds back: never its author, nor who has left. */
export function approvesUnder(memberId: Prisma.Sql): Prisma.Sql {
  return Prisma.sql`EXISTS (
    SELECT FROM "member" d WHERE d."workspaceId" = a."workspaceId" AND d."id" = ${memberId}
      AND d."removedAt" IS NULL AND d."id" IS DISTINCT FROM a."memberId"
      AND (d."role" IN ('admin', 'lead') OR d."id" = r."approverId" OR EXISTS (
        SELECT FROM "team_member" tm WHERE tm."workspaceId" = r."workspaceId" AND tm."teamId" = r."approverTeamId"
          AND tm."memberId" = d."id")))`;
}

/**
 * A digest of exactly what leaves: text, images with their order and descriptions, private or public, channel, and the
 * message that is answered as it stands. Whatever differs from what was approved is approved again.
 */
export const replyDigest = Prisma.sql`(
  SELECT encode(sha256(convert_to(jsonb_build_object(
    'channel', a."channelId", 'kind', a."kind", 'private', said."isPrivate", 'text', said."text",
    'target', target."id", 'targetExternalId', target."externalId", 'targetText', target."text",
    'targetEditedAt', extract(epoch FROM target."editedAt"), 'targetChangedAt', extract(epoch FROM target."textChangedAt"),
    'targetDeletedAt', extract(epoch FROM target."deletedAt"),
    'attachments', (
      SELECT jsonb_agg(jsonb_build_array(x."id", x."position", x."altText") ORDER BY x."position", x."id")
      FROM "attachment" x WHERE x."workspaceId" = said."workspaceId" AND x."messageId" = said."id")
  )::text, 'UTF8')), 'hex')
  FROM "message" said JOIN "message" target ON target."workspaceId" = said."workspaceId" AND target."id" = a."targetId"
  WHERE said."workspaceId" = a."workspaceId" AND said."id" = a."messageId")`;
