import type { Role } from '#lib/caller.ts';
import { asDispatcher } from '#lib/db/in-workspace.ts';
import type { WorkspaceView } from './types.ts';

type Row = {
  id: string;
  slug: string;
  name: string;
  hue: number;
  timeZone: string;
  organizationId: string;
  organizationName: string;
  memberId: string;
  role: Role;
  seesAllChannels: boolean;
  openItems: bigint;
  isArchived: boolean;
};

/** The user's workspaces, sorted by organization and name, archived ones last, each with its number of open items. */
export async function listWorkspaces(userId: string): Promise<WorkspaceView[]> {
  const rows = await asDispatcher(
    (tx) => tx.$queryRaw<Row[]>`
      select w."id", w."slug", w."name", w."hue", w."timeZone", w."archivedAt" is not null as "isArchived", o."id" as "organizationId",
        o."name" as "organizationName", m."id" as "memberId", m."role",
        sight.channels is null as "seesAllChannels",
        coalesce((select sum(seen."items") from (
          select c."items" - case when m."role" in ('admin', 'lead') then 0 else c."confidential" end as "items", c."channelId"
          from (
            select "items", "confidential", "channelId" from "item_counter" where "workspaceId" = w."id" and "status" = 'open'
            union all
            select "items", "confidential", "channelId" from "item_counter_delta" where "workspaceId" = w."id" and "status" = 'open'
          ) as c
          union all
          select 1, i."channelId" from "item" i
          where i."workspaceId" = w."id" and i."statusCode" = 1 and i."confidentialTo" is not null
            and m."role" not in ('admin', 'lead') and m."id" = any (i."confidentialTo")
        ) as seen where sight.channels is null or seen."channelId" = any (sight.channels)), 0)::bigint as "openItems"
      from "member" m
      cross join lateral (select channels_of_member(m."workspaceId", m."id") as channels) as sight
      join "workspace" w on w."id" = m."workspaceId"
      join "organization" o on o."id" = w."organizationId"
      where m."userId" = ${userId}::uuid and m."removedAt" is null
      order by w."archivedAt" is not null, lower(o."name"), o."id", lower(w."name"), w."id"`,
  );
  return rows.map(({ organizationId, organizationName, openItems, ...row }) => ({
    ...row,
    organization: { id: organizationId, name: organizationName },
    openItems: Number(openItems),
  }));
}
