import type { Tx } from '#lib/db/tx.ts';
import { jsonRows } from '#lib/db/json-rows.ts';
import type { ArrivingMessage, ContextPost } from './batch.ts';
import type { ChannelRow } from './channel.ts';

/**
 * Stores the posts that people comment on, in their current version.
 * @returns the ids of the new messages' posts, by external id
 */
export async function writePosts(
  tx: Tx,
  channel: ChannelRow,
  posts: ContextPost[],
  fresh: ArrivingMessage[],
): Promise<Map<string, string>> {
  const wanted = [...new Set(fresh.flatMap(({ postExternalId }) => postExternalId ?? []))];
  if (posts.length === 0 && wanted.length === 0) return new Map();
  const values = posts.map((post) => ({
    externalId: post.externalId,
    rootExternalId: post.rootExternalId ?? null,
    authorName: post.author.name,
    authorHandle: post.author.handle,
    authorAvatarUrl: post.author.avatarUrl ?? null,
    isOwn: post.isOwn,
    variant: post.variant ?? null,
    text: post.text,
    url: post.url ?? null,
    attachments: post.attachments ?? [],
    counts: post.counts ?? {},
    createdAt: post.createdAt,
    deletedAt: post.deletedAt ?? null,
  }));
  const found = await tx.$queryRaw<{ id: string; externalId: string }[]>`
    WITH written AS (
      INSERT INTO "post" AS held ("workspaceId", "channelId", "externalId", "rootExternalId", "authorName", "authorHandle",
        "authorAvatarUrl", "isOwn", "variant", "text", "url", "attachments", "counts", "createdAt", "deletedAt")
      SELECT ${channel.workspaceId}::uuid, ${channel.id}::uuid, p.*
      FROM jsonb_to_recordset(${jsonRows(values)}) AS p ("externalId" text, "rootExternalId" text, "authorName" text,
        "authorHandle" text, "authorAvatarUrl" text, "isOwn" boolean, "variant" text, "text" text, "url" text, "attachments" jsonb,
        "counts" jsonb, "createdAt" timestamptz, "deletedAt" timestamptz)
      ON CONFLICT ("workspaceId", "channelId", "externalId") DO UPDATE SET
        "text" = EXCLUDED."text", "variant" = coalesce(EXCLUDED."variant", held."variant"), "counts" = held."counts" || EXCLUDED."counts",
        "attachments" = EXCLUDED."attachments", "deletedAt" = coalesce(held."deletedAt", EXCLUDED."deletedAt"),
        "authorName" = EXCLUDED."authorName", "authorHandle" = EXCLUDED."authorHandle",
        "authorAvatarUrl" = EXCLUDED."authorAvatarUrl"
      RETURNING "id", "externalId"
    )
    SELECT "id", "externalId" FROM written
    UNION
    SELECT "id", "externalId" FROM "post"
    WHERE "workspaceId" = ${channel.workspaceId}::uuid AND "channelId" = ${channel.id}::uuid AND "externalId" = ANY(${wanted})`;
  return new Map(found.map(({ id, externalId }) => [externalId, id]));
}
