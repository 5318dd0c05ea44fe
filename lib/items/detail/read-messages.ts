import { defineRight, may } from '#lib/act.ts';
import type { Caller } from '#lib/caller.ts';
import type { Tx } from '#lib/db/tx.ts';
import { type Action, Prisma } from '#lib/db/generated/client.ts';
import { prepared } from '#lib/db/statement-name.ts';
import type { AllowedActions } from '#lib/networks/contract.ts';
import { messageState } from '../message-state.ts';
import { actionView } from './action-view.ts';
import { isoOrNull } from '../list/item-row.ts';
import { offersView, readAllowedActions } from '../allowed-actions/read-allowed-actions.ts';
import type { AttachmentView, MessageView } from '../types.ts';

/** To read what a message said before it was deleted. */
const readDeletedTexts = defineRight('messages.read_deleted');

type Dates<T> = {
  [Key in keyof T]: T[Key] extends Date ? string : T[Key] extends Date | null ? string | null : T[Key];
};
type RawMessage = Omit<
  MessageView,
  | 'editedAt'
  | 'deletedAt'
  | 'createdAt'
  | 'receivedAt'
  | 'author'
  | 'member'
  | 'attachments'
  | 'versions'
  | 'action'
  | 'text'
  | 'offers'
  | 'erasedAt'
  | 'delivery'
> & {
  text: string;
  editedAt: Date | null;
  deletedAt: Date | null;
  createdAt: Date;
  receivedAt: Date;
  erasedAt: Date | null;
  deliveryState: string | null;
  deliveryAt: Date | null;
  author: MessageView['author'];
  member: MessageView['member'];
  attachments: AttachmentView[] | null;
  versions: MessageView['versions'] | null;
  action: Dates<Action> | null;
};

/**
 * The latest messages of an item with everything that the thread shows, oldest first, in three statements. Only members
 * with the right see the text of a message that was deleted on the network.
 */
export async function readMessages(
  tx: Tx,
  caller: Caller,
  { itemId, before, limit }: { itemId: string; before: readonly [string, string] | null; limit: number },
): Promise<MessageView[]> {
  const earlier = before
    ? Prisma.sql`AND ("createdAt", "id") < (${before[0]}::timestamptz, ${before[1]}::uuid)`
    : Prisma.empty;
  const rows = await tx.$queryRaw<RawMessage[]>(Prisma.sql`${prepared}
    WITH chosen AS (
      SELECT * FROM "message" WHERE "itemId" = ${itemId}::uuid ${earlier}
      ORDER BY "createdAt" DESC, "id" DESC LIMIT ${limit}
    )
    SELECT m."id"::text, m."direction"::text, ${messageState} AS "state", m."isPrivate", m."text", m."externalId",
      m."parentExternalId", m."url", m."language", m."rating", m."variant", m."hidden", m."liked", m."editedAt",
      m."deletedAt", m."createdAt", m."receivedAt", m."erasedAt", m."cutFrom", m."deliveryState", m."deliveryAt",
      CASE WHEN a."id" IS NOT NULL THEN json_build_object('id', a."id", 'name', a."name", 'handle', a."handle",
        'avatarUrl', a."avatarUrl") END AS "author",
      CASE WHEN k."id" IS NOT NULL THEN json_build_object('id', k."id", 'name', u."name") END AS "member",
      attached.list AS "attachments", earlier.list AS "versions", latest.action AS "action"
    FROM chosen m
    LEFT JOIN "identity" a ON a."workspaceId" = m."workspaceId" AND a."id" = m."identityId"
    LEFT JOIN "member" k ON k."workspaceId" = m."workspaceId" AND k."id" = m."memberId"
    LEFT JOIN "user" u ON u."id" = k."userId"
    LEFT JOIN LATERAL (
      SELECT json_agg(json_build_object('id', t."id", 'kind', t."kind", 'url', t."url", 'previewUrl', t."previewUrl",
        'altText', t."altText", 'mimeType', t."mimeType", 'title', t."title", 'width', t."width", 'height', t."height", 'file', t."fileState")
        ORDER BY t."position", t."id") AS list
      FROM "attachment" t WHERE t."workspaceId" = m."workspaceId" AND t."messageId" = m."id"
    ) attached ON true
    LEFT JOIN LATERAL (
      SELECT json_agg(json_build_object('text', v."text", 'language', v."language", 'replacedAt', v."replacedAt") ORDER BY v."replacedAt" DESC) AS list
      FROM "message_version" v WHERE v."workspaceId" = m."workspaceId" AND v."messageId" = m."id"
    ) earlier ON true
    LEFT JOIN LATERAL (
      SELECT to_json(x) AS action FROM "action" x
      WHERE x."workspaceId" = m."workspaceId" AND x."itemId" = m."itemId" AND (x."messageId" = m."id" OR x."targetId" = m."id")
        AND (x."messageId" IS NULL OR x."messageId" = m."id")
      ORDER BY x."createdAt" DESC, x."id" DESC LIMIT 1
    ) latest ON true
    ORDER BY m."createdAt", m."id"`);
  const readsDeleted = may(caller, readDeletedTexts);
  const messageIds = rows.map(({ id }) => id);
  const offers = await readAllowedActions(tx, caller.workspaceId, { itemId, messageIds });
  return rows.map((row) => messageView(row, readsDeleted, offers.get(row.id)));
}

function messageView(
  { deliveryState, deliveryAt, ...row }: RawMessage,
  readsDeleted: boolean,
  offers: AllowedActions | undefined,
): MessageView {
  const isKept = !row.deletedAt || readsDeleted;
  const state = shownStates.find((one) => one === deliveryState);
  return {
    ...row,
    delivery: state && deliveryAt ? { state, at: deliveryAt.toISOString() } : null,
    text: isKept ? row.text : null,
    attachments: isKept ? (row.attachments ?? []) : [],
    versions: isKept ? (row.versions ?? []).map((one) => ({ ...one, replacedAt: iso(one.replacedAt) })) : [],
    action: row.action && actionView(withDates(row.action)),
    editedAt: isoOrNull(row.editedAt),
    deletedAt: isoOrNull(row.deletedAt),
    createdAt: row.createdAt.toISOString(),
    receivedAt: row.receivedAt.toISOString(),
    erasedAt: isoOrNull(row.erasedAt),
    offers: offers ? offersView(offers) : null,
  };
}

/** One that did not arrive is a failed action. */
const shownStates = ['sent', 'delivered', 'read'] as const;

/** Postgres writes times into JSON with its own offset. */
const iso = (moment: string): string => new Date(moment).toISOString();

function withDates(action: Dates<Action>): Action {
  return {
    ...action,
    dueAt: new Date(action.dueAt),
    scheduledFor: action.scheduledFor ? new Date(action.scheduledFor) : null,
    createdAt: new Date(action.createdAt),
    leaseUntil: action.leaseUntil ? new Date(action.leaseUntil) : null,
    confirmedAt: action.confirmedAt ? new Date(action.confirmedAt) : null,
    finishedAt: action.finishedAt ? new Date(action.finishedAt) : null,
  };
}
