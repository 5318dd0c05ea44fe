import type { Tx } from '#lib/db/tx.ts';
import { Prisma } from '#lib/db/generated/client.ts';
import { changeItems } from '#lib/items/change/change-items.ts';
import type { Language } from '#lib/interface-languages.ts';
import { connectorOf } from '#lib/networks/registry.ts';
import { replyDigest } from '#lib/outbox/approval/approval-sql.ts';
import { obstacleTo } from '#lib/outbox/approval/may-approve.ts';
import { announce } from '#lib/realtime/announce.ts';
import { Refusal } from '#lib/refusal.ts';
import type { WorkspaceToken } from '#lib/workspaces/tokens.ts';
import { filesOfMessage, isPublished } from './shown-sql.ts';
import { type GuestVisit, recognizeLink, throughLink } from './through-link.ts';
import type { DecidedElsewhere, GuestAnswer, GuestContent, GuestFile, GuestMessage, GuestPage } from './types.ts';

/** How many messages of the thread a guest sees, the latest. */
const MESSAGES = 50;

type Raw = {
  guestName: string;
  question: string;
  language: Language;
  expiresAt: Date;
  isFirst: boolean;
  answer: GuestAnswer | null;
  brand: { name: string; hue: number };
  item: { network: string; name: string; handle: string } | null;
  post: { author: string; text: string; createdAt: string; deletedAt: string | null; attachments: unknown } | null;
  messages: GuestMessage[] | null;
  reply: { state: string; digest: string | null; text: string | null; isPrivate: boolean; files: GuestFile[] } | null;
};

/** What the page of a link shows. Reading it decides nothing: programs open links before people do. */
export async function readGuestPage(visit: GuestVisit): Promise<GuestPage> {
  try {
    const link = await recognizeLink(visit);
    return link ? await readKnown(link) : { state: 'unknown' };
  } catch (error) {
    if (error instanceof Refusal && error.code === 'throttled') return { state: 'throttled' };
    throw error;
  }
}

async function readKnown(link: WorkspaceToken): Promise<GuestPage> {
  const found = await throughLink({ ...link, acts: false }, async (tx, entry) =>
    entry ? { entry, raw: await readRaw(tx, entry) } : null,
  );
  if (!found) return { state: 'unknown' };
  const { entry, raw } = found;
  const { language, brand } = raw;
  if (entry.state === 'answered') return { state: 'answered', language, brand, answer: raw.answer ?? 'noted' };
  if (entry.state !== 'open') return { state: entry.state, language, brand };
  const { actionId } = entry;
  if (actionId !== null) {
    const how = decidedHow(raw.reply?.state);
    if (how) return { state: 'decided', language, brand, how };
    if (!(await mayMakerApprove(link, actionId))) return { state: 'ended', language, brand };
  }
  if (raw.isFirst) await recordOpening(link);
  return { state: 'open', language, brand, content: contentOf(raw) };
}

/** All in one statement, so that the digest is that of what is shown. */
async function readRaw(tx: Tx, { workspaceId, linkId }: { workspaceId: string; linkId: string }): Promise<Raw> {
  const [raw] = await tx.$queryRaw<Raw[]>(Prisma.sql`
    SELECT g."guestName", g."question", g."language", g."expiresAt", g."openedAt" IS NULL AS "isFirst", g."answer",
      json_build_object('name', w."name", 'hue', w."hue") AS "brand",
      CASE WHEN i."id" IS NOT NULL THEN json_build_object('network', i."network", 'name', c."name", 'handle', c."handle") END AS "item",
      to_json(post) AS "post", thread.list AS "messages", to_json(reply) AS "reply"
    FROM "guest_link" g
    JOIN "workspace" w ON w."id" = g."workspaceId"
    LEFT JOIN "item" i ON i."workspaceId" = g."workspaceId"
    LEFT JOIN "channel" c ON c."workspaceId" = i."workspaceId" AND c."id" = i."channelId"
    LEFT JOIN LATERAL (
      SELECT p."authorName" AS "author", p."text", p."createdAt", p."deletedAt", p."attachments" FROM "post" p
      WHERE p."workspaceId" = i."workspaceId" AND p."id" = i."postId"
    ) post ON true
    LEFT JOIN LATERAL (
      SELECT json_agg(json_build_object('id', m."id", 'isOurs', m."direction" = 'outbound', 'isPrivate', m."isPrivate",
        'author', coalesce(d."name", d."handle", c."name"), 'text', CASE WHEN m."isGone" THEN NULL ELSE m."text" END,
        'language', m."language", 'rating', m."rating", 'createdAt', m."createdAt",
        'files', CASE WHEN m."isGone" THEN '[]' ELSE ${filesOfMessage} END) ORDER BY m."createdAt", m."id") AS list
      FROM (
        SELECT m."workspaceId", m."id", m."direction", m."isPrivate", m."identityId", m."text", m."language", m."rating",
          m."createdAt", m."deletedAt" IS NOT NULL OR m."erasedAt" IS NOT NULL AS "isGone"
        FROM "message" m WHERE m."workspaceId" = i."workspaceId" AND m."itemId" = i."id" AND ${isPublished}
        ORDER BY m."createdAt" DESC, m."id" DESC LIMIT ${MESSAGES}
      ) m
      LEFT JOIN "identity" d ON d."workspaceId" = m."workspaceId" AND d."id" = m."identityId"
    ) thread ON true
    LEFT JOIN LATERAL (
      SELECT a."state", ${replyDigest} AS "digest", m."text", m."isPrivate", ${filesOfMessage} AS "files"
      FROM "action" a LEFT JOIN "message" m ON m."workspaceId" = a."workspaceId" AND m."id" = a."messageId"
      WHERE a."workspaceId" = g."workspaceId" AND a."id" = g."actionId"
    ) reply ON true
    WHERE g."workspaceId" = ${workspaceId}::uuid AND g."id" = ${linkId}::uuid`);
  if (!raw) throw new Refusal('not_found');
  return raw;
}

/** What became of a reply that does not wait any more; null: it waits. */
function decidedHow(state: string | undefined): DecidedElsewhere | null {
  if (state === 'awaiting_approval') return null;
  if (state === 'sent_back') return 'sent_back';
  return state === undefined || state === 'cancelled' ? 'withdrawn' : 'approved';
}

/** The guest approves in the place of the member who made the link: once that member may not, nor may the guest. */
async function mayMakerApprove(link: WorkspaceToken, actionId: string): Promise<boolean> {
  return await throughLink({ ...link, acts: true }, async (tx, entry) => {
    if (entry?.state !== 'open') return false;
    return (await obstacleTo(tx, entry, actionId)) === null;
  });
}

/** The first time it is opened stands in the item's history. */
async function recordOpening(link: WorkspaceToken): Promise<void> {
  const { workspaceId } = link;
  await throughLink({ ...link, acts: true }, async (tx, entry) => {
    if (entry?.state !== 'open') return;
    const { linkId, itemId } = entry;
    const { count } = await tx.guestLink.updateMany({
      where: { workspaceId, id: linkId, openedAt: null },
      data: { openedAt: new Date() },
    });
    if (count === 0) return;
    await changeItems(tx, { workspaceId, guest: true }, [itemId], {
      event: 'guest_link_opened',
      details: { guestLinkId: linkId },
    });
  });
  announce(workspaceId);
}

function contentOf({ guestName, question, expiresAt, item, post, messages, reply }: Raw): GuestContent {
  const iso = (moment: string) => new Date(moment).toISOString();
  return {
    guestName,
    question,
    expiresAt: expiresAt.toISOString(),
    network: networkOf(item?.network ?? ''),
    channel: { name: item?.name ?? '', handle: item?.handle ?? '' },
    post: post && {
      author: post.author,
      text: post.deletedAt === null ? post.text : null,
      createdAt: iso(post.createdAt),
      files: post.deletedAt === null ? filesOfPost(post.attachments) : [],
    },
    messages: (messages ?? []).map((message) => ({ ...message, createdAt: iso(message.createdAt) })),
    reply:
      reply === null || reply.digest === null || reply.text === null
        ? null
        : { digest: reply.digest, text: reply.text, isPrivate: reply.isPrivate, files: reply.files },
  };
}

function networkOf(network: string): GuestContent['network'] {
  const connector = connectorOf(network);
  return { network, name: connector?.name ?? network, mark: connector?.mark ?? null };
}

/** Without the addresses at the network. */
function filesOfPost(attachments: unknown): GuestFile[] {
  if (!Array.isArray(attachments)) return [];
  return attachments.flatMap((one: unknown, position) => {
    if (typeof one !== 'object' || one === null || !('kind' in one)) return [];
    const altText = 'altText' in one && typeof one.altText === 'string' ? one.altText : '';
    return [{ file: String(position), kind: String(one.kind), altText }];
  });
}
