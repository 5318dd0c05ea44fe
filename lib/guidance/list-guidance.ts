import { defineAct } from '#lib/act.ts';
import { asMember } from '#lib/db/in-workspace.ts';
import type { GuidanceKind, GuidanceState, GuidanceView } from './types.ts';
import { manageGuidance } from './rights.ts';

/** How much of a post names it, in characters. */
const POST_NAME = 80;
/** How many that are over are listed, the latest first. */
const ENDED_LIMIT = 100;
/** How many versions of each are shown. */
const HISTORY_LIMIT = 20;

type Raw = Omit<GuidanceView, 'startsAt' | 'endsAt' | 'withdrawnAt' | 'history'> & {
  startsAt: Date;
  endsAt: Date | null;
  withdrawnAt: Date | null;
  kind: GuidanceKind;
  state: GuidanceState;
  history: GuidanceView['history'] | null;
};

/** The guidance of the workspace, as far as the caller sees what it is about: what holds, what is coming, and what is over. */
export const listGuidance = defineAct(manageGuidance.permission, async (caller): Promise<GuidanceView[]> => {
  const rows = await asMember(
    caller,
    (tx) => tx.$queryRaw<Raw[]>`
      SELECT g."id"::text, g."version", g."kind", g."state", g."words", g."fr", g."en", g."startsAt", g."endsAt", g."withdrawnAt",
        CASE g."kind" WHEN 'post' THEN left(coalesce(nullif(p."text", ''), p."authorName"), ${POST_NAME}::int)
          WHEN 'tag' THEN t."name" WHEN 'channel' THEN c."name" ELSE array_to_string(g."words", ', ') END AS "about",
        versions.list AS "history"
      FROM (
        SELECT *, row_number() OVER (PARTITION BY "state" ORDER BY "startsAt" DESC, "id" DESC) AS "place" FROM (
          SELECT *, CASE WHEN "postId" IS NOT NULL THEN 'post' WHEN "tagId" IS NOT NULL THEN 'tag'
              WHEN "channelId" IS NOT NULL THEN 'channel' ELSE 'words' END AS "kind",
            CASE WHEN "withdrawnAt" IS NOT NULL OR "endsAt" <= clock_timestamp() THEN 'ended'
              WHEN "startsAt" > clock_timestamp() THEN 'coming' ELSE 'active' END AS "state"
          FROM "guidance" WHERE "workspaceId" = ${caller.workspaceId}::uuid
        ) AS every
      ) AS g
      LEFT JOIN "post" p ON p."workspaceId" = g."workspaceId" AND p."id" = g."postId"
      LEFT JOIN "tag" t ON t."workspaceId" = g."workspaceId" AND t."id" = g."tagId"
      LEFT JOIN "channel" c ON c."workspaceId" = g."workspaceId" AND c."id" = g."channelId"
      LEFT JOIN LATERAL (
        SELECT json_agg(json_build_object('version', v."version", 'act', v."act", 'fr', v."fr", 'en', v."en", 'at', v."createdAt",
          'member', CASE WHEN m."id" IS NOT NULL THEN json_build_object('id', m."id", 'name', u."name") END)
          ORDER BY v."version" DESC) AS list
        FROM (SELECT * FROM "guidance_version" e WHERE e."workspaceId" = g."workspaceId" AND e."guidanceId" = g."id"
          ORDER BY e."version" DESC LIMIT ${HISTORY_LIMIT}::int) v
        LEFT JOIN "member" m ON m."workspaceId" = v."workspaceId" AND m."id" = v."memberId"
        LEFT JOIN "user" u ON u."id" = m."userId"
      ) versions ON true
      WHERE g."state" <> 'ended' OR g."place" <= ${ENDED_LIMIT}::int
      ORDER BY array_position(ARRAY['active', 'coming', 'ended'], g."state"), g."place"`,
  );
  return rows.map(({ startsAt, endsAt, withdrawnAt, history, ...row }) => ({
    ...row,
    startsAt: startsAt.toISOString(),
    endsAt: endsAt?.toISOString() ?? null,
    withdrawnAt: withdrawnAt?.toISOString() ?? null,
    history: (history ?? []).map((entry) => ({ ...entry, at: new Date(entry.at).toISOString() })),
  }));
});
