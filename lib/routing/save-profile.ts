import { defineAct } from '#lib/act.ts';
import { asMember } from '#lib/db/in-workspace.ts';
import { uuid } from '#lib/db/uuid.ts';
import { mayReceive } from '#lib/items/members/may-receive.ts';
import { readReceivers } from '#lib/items/members/read-receivers.ts';
import { isNetwork } from '#lib/networks/registry.ts';
import { announce } from '#lib/realtime/announce.ts';
import { emitWorkspaceChanged } from '#lib/realtime/emit/emit-workspace-changed.ts';
import { Refusal } from '#lib/refusal.ts';
import { recordAudit } from '#lib/workspaces/record-audit.ts';
import { refuseUnknownTags } from './refuse-unknown-tags.ts';
import { profileInput, type RoutingProfileView } from './types.ts';

type Input = { memberId: string } & RoutingProfileView;

/**
 * Says what is distributed to a member: how much, and of which languages, networks, tags and skills.
 * @throws Refusal `not_found` for the member or a tag; `invalid` naming the field, or for a member who does not work on items
 */
export const saveRoutingProfile = defineAct(
  'routing.manage',
  async (caller, { memberId: given, ...input }: Input): Promise<RoutingProfileView> => {
    const memberId = uuid(given);
    const parsed = profileInput.safeParse(input);
    if (!parsed.success) throw new Refusal('invalid', { field: String(parsed.error.issues[0]?.path[0] ?? '') });
    if (!parsed.data.networks.every(isNetwork)) throw new Refusal('invalid', { field: 'networks' });
    const { tagIds, ...profile } = { ...once(parsed.data), capacity: parsed.data.capacity };
    await asMember(caller, async (tx) => {
      const [member] = await readReceivers(tx, [memberId]);
      if (!member) throw new Refusal('not_found');
      if (mayReceive(member, null)) throw new Refusal('invalid', { field: 'memberId' });
      const key = { workspaceId: caller.workspaceId, memberId };
      await tx.routingProfile.upsert({
        where: { workspaceId_memberId: key },
        create: { ...key, ...profile },
        update: profile,
        select: { memberId: true },
      });
      await refuseUnknownTags(tx, tagIds);
      await tx.routingProfileTag.deleteMany({ where: key });
      await tx.routingProfileTag.createMany({ data: tagIds.map((tagId) => ({ ...key, tagId })) });
      await recordAudit(tx, caller, {
        act: 'routing_profile_changed',
        subject: member.name,
        details: { ...profile, tagIds },
      });
      await emitWorkspaceChanged(tx, caller.workspaceId);
    });
    announce(caller.workspaceId);
    return { ...profile, tagIds };
  },
);

/** Each value once. */
function once({ languages, networks, tagIds, skills }: RoutingProfileView) {
  const unique = (values: readonly string[]) => [...new Set(values)];
  return {
    languages: unique(languages),
    networks: unique(networks),
    tagIds: unique(tagIds),
    skills: unique(skills),
  };
}
