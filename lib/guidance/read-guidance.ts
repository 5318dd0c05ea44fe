import type { Tx } from '#lib/db/tx.ts';
import { hasWords } from './has-words.ts';
import type { GuidanceKind, ItemGuidance } from './types.ts';

/** How many of the contact's latest messages are searched for words, and how much of each, in characters. */
const MESSAGES = 20;
const MESSAGE_LENGTH = 10_000;

type Raw = {
  itemId: string;
  id: string;
  version: number;
  kind: GuidanceKind;
  words: string[];
  tagName: string | null;
  fr: string;
  en: string;
  endsAt: Date | null;
};

/**
 * The guidance that holds for each of these items now, what is nearest first. Statements: one, and one more where some guidance
 * is about words.
 */
export async function readGuidance(
  tx: Tx,
  workspaceId: string,
  itemIds: readonly string[],
): Promise<Map<string, ItemGuidance[]>> {
  const rows = await tx.$queryRaw<Raw[]>`
    SELECT i."id"::text AS "itemId", g."id"::text, g."version", g."words", t."name" AS "tagName", g."fr", g."en", g."endsAt",
      CASE WHEN g."postId" IS NOT NULL THEN 'post' WHEN g."tagId" IS NOT NULL THEN 'tag'
        WHEN g."channelId" IS NOT NULL THEN 'channel' ELSE 'words' END AS "kind"
    FROM "item" i
    JOIN "guidance" g ON g."workspaceId" = i."workspaceId" AND g."withdrawnAt" IS NULL
      AND g."startsAt" <= clock_timestamp() AND (g."endsAt" IS NULL OR g."endsAt" > clock_timestamp())
      AND CASE
        WHEN g."postId" IS NOT NULL THEN g."postId" = i."postId"
        WHEN g."tagId" IS NOT NULL THEN EXISTS (SELECT FROM "item_tag" e
          WHERE e."workspaceId" = i."workspaceId" AND e."itemId" = i."id" AND e."tagId" = g."tagId")
        WHEN g."channelId" IS NOT NULL THEN g."channelId" = i."channelId"
        ELSE true
      END
    LEFT JOIN "tag" t ON t."workspaceId" = g."workspaceId" AND t."id" = g."tagId"
    WHERE i."workspaceId" = ${workspaceId}::uuid AND i."id" = ANY(${[...itemIds]}::uuid[])
    ORDER BY array_position(ARRAY['post', 'words', 'tag', 'channel'], CASE WHEN g."postId" IS NOT NULL THEN 'post'
      WHEN g."tagId" IS NOT NULL THEN 'tag' WHEN g."channelId" IS NOT NULL THEN 'channel' ELSE 'words' END), g."id"`;
  const searched = [...new Set(rows.flatMap(({ kind, itemId }) => (kind === 'words' ? [itemId] : [])))];
  const texts = await readTexts(tx, workspaceId, searched);
  const found = new Map<string, ItemGuidance[]>(itemIds.map((id) => [id, []]));
  for (const { itemId, words, tagName, endsAt, ...row } of rows) {
    if (row.kind === 'words' && !hasWords(texts.get(itemId) ?? [], words)) continue;
    const about = row.kind === 'words' ? words.join(', ') : (tagName ?? '');
    found.get(itemId)?.push({ ...row, about, endsAt: endsAt?.toISOString() ?? null });
  }
  return found;
}

/** What the contact wrote last in each item, as far as it still stands. */
async function readTexts(tx: Tx, workspaceId: string, itemIds: readonly string[]): Promise<Map<string, string[]>> {
  if (itemIds.length === 0) return new Map();
  const rows = await tx.$queryRaw<{ itemId: string; texts: string[] }[]>`
    SELECT one."id"::text AS "itemId", array_agg(left(m."text", ${MESSAGE_LENGTH}::int)) AS "texts"
    FROM unnest(${[...itemIds]}::uuid[]) AS one ("id")
    JOIN LATERAL (SELECT "text" FROM "message" WHERE "workspaceId" = ${workspaceId}::uuid AND "itemId" = one."id"
      AND "direction" = 'inbound' AND "deletedAt" IS NULL AND "erasedAt" IS NULL
      ORDER BY "createdAt" DESC, "id" DESC LIMIT ${MESSAGES}::int) m ON true
    GROUP BY one."id"`;
  return new Map(rows.map(({ itemId, texts }) => [itemId, texts]));
}

/** Which versions these are, in an order that only they decide: what is stored with a text that was written by them. */
export function seenOf(guidance: readonly Pick<ItemGuidance, 'id' | 'version'>[]): string {
  return guidance
    .map(({ id, version }) => `${id}:${version}`)
    .sort()
    .join(' ');
}

/** The same for one item, as it is read now. */
export async function readSeen(tx: Tx, workspaceId: string, itemId: string): Promise<string> {
  return seenOf((await readGuidance(tx, workspaceId, [itemId])).get(itemId) ?? []);
}
