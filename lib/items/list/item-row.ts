import { Prisma } from '#lib/db/generated/client.ts';
import type { Capabilities } from '#lib/networks/contract.ts';
import { connectorOf } from '#lib/networks/registry.ts';
import { plainLine } from '#lib/plain-text.ts';
import type { ItemKind, ItemRow, ItemStatus, MemberRef, SendState, TagRef } from '../types.ts';
import type { CaseRef } from './types.ts';
import type { PartView, RequestView } from '../parts/types.ts';
import type { MemberKey } from './item-conditions.ts';

/** The longest name of a contact in a row, in UTF-16 units. */
const LISTED_NAME = 300;

/** A row as the statement returns it. */
export type RawItemRow = {
  id: string;
  kind: ItemKind;
  network: string;
  channelId: string;
  status: ItemStatus;
  ownerId: string | null;
  ownerName: string | null;
  contactId: string;
  contactName: string;
  contactHandle: string;
  contactAvatarUrl: string | null;
  preview: string;
  previewDirection: 'inbound' | 'outbound';
  previewLanguage: string | null;
  variant: string | null;
  rating: number | null;
  priority: number;
  language: string | null;
  messageCount: number;
  hasAttachments: boolean;
  isUnread: boolean;
  awaitsApproval: boolean;
  hasScheduled: boolean;
  scheduledFor: Date | null;
  promiseDueAt: Date | null;
  sendFailed: boolean;
  sendState: SendState | null;
  editedAt: Date | null;
  deletedAt: Date | null;
  lastInboundAt: Date;
  lastActivityAt: Date;
  replyDeadline: Date | null;
  snoozedUntil: Date | null;
  claimedUntil: Date | null;
  version: number;
  confidentialTo: MemberRef[] | null;
  heldSince: Date | null;
  ownerDoneAt: Date | null;
  needsAll: boolean;
  teamId: string | null;
  teamName: string | null;
  lapsedOwnerId: string | null;
  lapsedOwnerName: string | null;
  parts: (PartView & { isApprover: boolean })[] | null;
  requests: RequestView[] | null;
  /** Moments as Postgres writes them into JSON. */
  case: CaseRef | null;
  tags: TagRef[] | null;
};

/** Reads the actions only of items that are marked as failed: few, each with few actions. */
const sendState = Prisma.sql`CASE WHEN i."sendFailed" THEN coalesce((
    SELECT CASE WHEN a."kind" NOT IN ('reply', 'private_reply') THEN 'action' ELSE a."state"::text END
    FROM "action" a
    WHERE a."workspaceId" = i."workspaceId" AND a."itemId" = i."id" AND a."state" IN ('failed', 'unconfirmed')
    ORDER BY a."kind" IN ('reply', 'private_reply') DESC, a."state" = 'unconfirmed' DESC
    LIMIT 1
  ), 'failed') END`;

// What few items have is read in a subquery under a condition, not in a join that would run for each row.
const teamName = Prisma.sql`CASE WHEN i."teamId" IS NOT NULL THEN (
    SELECT t."name" FROM "team" t WHERE t."workspaceId" = i."workspaceId" AND t."id" = i."teamId") END`;

const lapsedOwnerName = Prisma.sql`CASE WHEN i."lapsedOwnerId" IS NOT NULL THEN (
    SELECT u."name" FROM "member" m JOIN "user" u ON u."id" = m."userId"
    WHERE m."workspaceId" = i."workspaceId" AND m."id" = i."lapsedOwnerId") END`;

const scheduledFor = Prisma.sql`CASE WHEN i."scheduledReplies" > 0 THEN (
    SELECT min(a."scheduledFor") FROM "action" a
    WHERE a."workspaceId" = i."workspaceId" AND a."itemId" = i."id" AND a."state" = 'scheduled') END`;

const joinedCase = Prisma.sql`CASE WHEN i."caseId" IS NOT NULL THEN (
    SELECT json_build_object('id', k."id", 'title', k."title", 'dueAt', k."dueAt", 'closedAt', k."closedAt")
    FROM "item_case" k WHERE k."workspaceId" = i."workspaceId" AND k."id" = i."caseId") END`;

const requests = Prisma.sql`(
    SELECT json_agg(json_build_object('id', m."id", 'name', u."name", 'word', r."word", 'askedAt', r."createdAt")
      ORDER BY r."createdAt", m."id")
    FROM "item_request" r
    JOIN "member" m ON m."workspaceId" = r."workspaceId" AND m."id" = r."memberId"
    JOIN "user" u ON u."id" = m."userId"
    WHERE r."workspaceId" = i."workspaceId" AND r."itemId" = i."id")`;

/**
 * The columns and joins of a row of the queue, for an item `i`. Use them outside the subquery that selects the page, so
 * that they run only for the rows shown.
 */
export const rowColumns = Prisma.sql`
  i."id"::text, i."kind"::text, i."network", i."channelId"::text, i."status"::text,
  i."ownerId"::text, owner_user."name" AS "ownerName",
  i."contactId"::text, coalesce(identity."name", contact."name") AS "contactName",
  coalesce(identity."handle", '') AS "contactHandle", coalesce(identity."avatarUrl", contact."avatarUrl") AS "contactAvatarUrl",
  i."preview", i."previewDirection"::text, i."previewLanguage", i."variant", i."rating", i."priority", i."language", i."messageCount",
  i."hasAttachments", coalesce(read."readAt" < i."lastInboundAt", true) AS "isUnread",
  i."awaitingApprovals" > 0 AS "awaitsApproval", i."scheduledReplies" > 0 AS "hasScheduled",
  ${scheduledFor} AS "scheduledFor", i."promiseDueAt", i."sendFailed",
  ${sendState} AS "sendState",
  i."editedAt", i."deletedAt", i."lastInboundAt", i."lastActivityAt", i."replyDeadline", i."snoozedUntil",
  i."claimedUntil", i."version", i."heldSince", i."ownerDoneAt", i."needsAll",
  i."teamId"::text, ${teamName} AS "teamName", i."lapsedOwnerId"::text, ${lapsedOwnerName} AS "lapsedOwnerName",
  ${joinedCase} AS "case",
  parts.list AS "parts", CASE WHEN i."ownerId" IS NOT NULL THEN ${requests} END AS "requests", tags.list AS "tags",
  CASE WHEN i."confidentialTo" IS NOT NULL THEN coalesce((
    SELECT json_agg(json_build_object('id', m."id", 'name', u."name") ORDER BY u."name", m."id")
    FROM "member" m JOIN "user" u ON u."id" = m."userId"
    WHERE m."workspaceId" = i."workspaceId" AND m."id" = ANY (i."confidentialTo") AND m."removedAt" IS NULL
  ), '[]') END AS "confidentialTo"`;

/** @param member who reads: what is unread is theirs */
export function rowJoins({ memberId }: { memberId: MemberKey }): Prisma.Sql {
  return Prisma.sql`
    JOIN "contact" contact ON contact."workspaceId" = i."workspaceId" AND contact."id" = i."contactId"
    LEFT JOIN LATERAL (
      SELECT "name", "handle", "avatarUrl" FROM "identity"
      WHERE "workspaceId" = i."workspaceId" AND "contactId" = i."contactId" AND "network" = i."network" LIMIT 1
    ) identity ON true
    LEFT JOIN "member" owner_member ON owner_member."workspaceId" = i."workspaceId" AND owner_member."id" = i."ownerId"
    LEFT JOIN "user" owner_user ON owner_user."id" = owner_member."userId"
    LEFT JOIN "item_read" read ON read."workspaceId" = i."workspaceId" AND read."itemId" = i."id"
      AND read."memberId" = ${memberId}::uuid
    LEFT JOIN LATERAL (
      SELECT json_agg(json_build_object('id', m."id", 'name', u."name", 'isApprover', c."isApprover", 'doneAt', c."doneAt")
        ORDER BY u."name", m."id") AS list
      FROM "item_contributor" c
      JOIN "member" m ON m."workspaceId" = c."workspaceId" AND m."id" = c."memberId"
      JOIN "user" u ON u."id" = m."userId"
      WHERE c."workspaceId" = i."workspaceId" AND c."itemId" = i."id"
    ) parts ON true
    LEFT JOIN LATERAL (
      SELECT json_agg(json_build_object('id', t."id", 'name', t."name") ORDER BY t."name") AS list
      FROM "item_tag" it JOIN "tag" t ON t."workspaceId" = it."workspaceId" AND t."id" = it."tagId"
      WHERE it."workspaceId" = i."workspaceId" AND it."itemId" = i."id"
    ) tags ON true`;
}

export function itemRow(row: RawItemRow): ItemRow {
  const { ownerId, ownerName, contactId, contactName, contactHandle, contactAvatarUrl, tags } = row;
  return {
    id: row.id,
    kind: row.kind,
    network: row.network,
    channelId: row.channelId,
    status: row.status,
    owner: ownerId ? { id: ownerId, name: ownerName ?? '' } : null,
    ...peopleOf(row),
    confidentialTo: row.confidentialTo,
    contact: { id: contactId, name: listed(contactName), handle: listed(contactHandle), avatarUrl: contactAvatarUrl },
    preview: row.preview,
    previewDirection: row.previewDirection,
    previewLanguage: row.previewLanguage,
    variant: row.variant,
    rating: row.rating,
    priority: row.priority,
    language: row.language,
    case: caseOf(row.case),
    tags: tags ?? [],
    messageCount: row.messageCount,
    hasAttachments: row.hasAttachments,
    isUnread: row.isUnread,
    awaitsApproval: row.awaitsApproval,
    hasScheduled: row.hasScheduled,
    scheduledFor: isoOrNull(row.scheduledFor),
    promiseDueAt: isoOrNull(row.promiseDueAt),
    sendFailed: row.sendFailed,
    sendState: row.sendState,
    editedAt: isoOrNull(row.editedAt),
    deletedAt: isoOrNull(row.deletedAt),
    lastInboundAt: row.lastInboundAt.toISOString(),
    lastActivityAt: row.lastActivityAt.toISOString(),
    replyDeadline: isoOrNull(row.replyDeadline),
    snoozedUntil: isoOrNull(row.snoozedUntil),
    claimedUntil: isoOrNull(row.claimedUntil),
    capabilities: capabilitiesOf(row.network, row.kind),
    version: row.version,
  };
}

function peopleOf(row: RawItemRow) {
  const { teamId, teamName, lapsedOwnerId, lapsedOwnerName, needsAll } = row;
  const part = ({ id, name, doneAt }: PartView): PartView => ({ id, name, doneAt: doneAt && isoOf(doneAt) });
  const parts = row.parts ?? [];
  const approver = parts.find(({ isApprover }) => isApprover);
  return {
    heldSince: isoOrNull(row.heldSince),
    ownerDoneAt: isoOrNull(row.ownerDoneAt),
    contributors: parts.filter(({ isApprover }) => !isApprover).map(part),
    approver: approver ? part(approver) : null,
    needsAll,
    team: teamId ? { id: teamId, name: teamName ?? '' } : null,
    lapsedOwner: lapsedOwnerId ? { id: lapsedOwnerId, name: lapsedOwnerName ?? '' } : null,
    requests: (row.requests ?? []).map((request) => ({ ...request, askedAt: isoOf(request.askedAt) })),
  };
}

function caseOf(raw: CaseRef | null): CaseRef | null {
  return raw && { ...raw, dueAt: raw.dueAt && isoOf(raw.dueAt), closedAt: raw.closedAt && isoOf(raw.closedAt) };
}

/** Postgres writes another form of ISO 8601 into JSON. */
const isoOf = (moment: string): string => new Date(moment).toISOString();

/** Limits a name, because a page has a hundred rows. */
const listed = (name: string): string => (name.length <= LISTED_NAME ? name : plainLine(name, LISTED_NAME));

export const isoOrNull = (date: Date | null): string | null => date?.toISOString() ?? null;

/** The network's capabilities for this kind of item; none when its connector is missing. */
function capabilitiesOf(network: string, kind: ItemKind): Capabilities {
  return connectorOf(network)?.capabilities[kind] ?? {};
}
