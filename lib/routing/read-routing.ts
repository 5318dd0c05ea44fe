import type { Tx } from '#lib/db/tx.ts';
import { noProfile, noRouting, type RoutingProfileView, type RoutingView } from './types.ts';

/** How the workspace distributes its items. */
export async function readRouting(tx: Tx, workspaceId: string): Promise<RoutingView> {
  const row = await tx.routingSettings.findUnique({ where: { workspaceId } });
  const skills = await tx.routingSkill.findMany({
    where: { workspaceId },
    select: { tagId: true, skill: true },
    orderBy: { tagId: 'asc' },
  });
  if (!row) return { ...noRouting, skills };
  const { isOn, capacity, returnsToLastHandler } = row;
  const weights = {
    message: row.messageWeight,
    comment: row.commentWeight,
    review: row.reviewWeight,
    mention: row.mentionWeight,
  };
  return { isOn, weights, capacity, returnsToLastHandler, skills };
}

/** What members take, by member; who has no profile is absent. @param memberId absent: all members */
export async function readProfiles(
  tx: Tx,
  workspaceId: string,
  memberId?: string,
): Promise<Map<string, RoutingProfileView>> {
  const where = { workspaceId, ...(memberId === undefined ? {} : { memberId }) };
  const rows = await tx.routingProfile.findMany({ where });
  const tags = await tx.routingProfileTag.findMany({ where, orderBy: { tagId: 'asc' } });
  const profiles = new Map<string, RoutingProfileView>();
  for (const { memberId: id, capacity, languages, networks, skills } of rows) {
    profiles.set(id, { ...noProfile, capacity, languages, networks, skills, tagIds: [] });
  }
  for (const { memberId: id, tagId } of tags) profiles.get(id)?.tagIds.push(tagId);
  return profiles;
}
