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
  openItems: bigint;
};

/** The user's workspaces, sorted by organization and name, each with its number of open items. */
export async function listWorkspaces(userId: string): Promise<WorkspaceView[]> {
  const rows = await asDispatcher(
    (tx) => tx.$queryRaw<Row[]>`
      select w."id", w."slug", w."name", w."hue", w."timeZone", o."id" as "organizationId",
        o."name" as "organizationName", m."id" as "memberId", m."role",
        coalesce((select sum("items") from "item_counter" c where c."workspaceId" = w."id" and c."status" = 'open'), 0)::bigint
        + coalesce((select sum("items") from "item_counter_delta" d where d."workspaceId" = w."id" and d."status" = 'open'), 0)::bigint
          as "openItems"
      from "member" m
      join "workspace" w on w."id" = m."workspaceId"
      join "organization" o on o."id" = w."organizationId"
      where m."userId" = ${userId}::uuid and m."removedAt" is null
      order by lower(o."name"), o."id", lower(w."name"), w."id"`,
  );
  return rows.map(({ organizationId, organizationName, openItems, ...row }) => ({
    ...row,
    organization: { id: organizationId, name: organizationName },
    openItems: Number(openItems),
  }));
}
