import { defineAct } from '#lib/act.ts';
import { asMember } from '#lib/db/in-workspace.ts';
import { announce } from '#lib/realtime/announce.ts';
import { emitWorkspaceChanged } from '#lib/realtime/emit/emit-workspace-changed.ts';
import { Refusal } from '#lib/refusal.ts';
import { recordAudit } from '#lib/workspaces/record-audit.ts';
import { readRouting } from './read-routing.ts';
import { refuseUnknownTags } from './refuse-unknown-tags.ts';
import { routingInput, type RoutingView } from './types.ts';

/**
 * Says how the workspace distributes its items, and whether it does.
 * @throws Refusal `invalid` naming the field; `not_found` for a tag
 */
export const editRouting = defineAct('routing.manage', async (caller, input: RoutingView): Promise<RoutingView> => {
  const parsed = routingInput.safeParse(input);
  if (!parsed.success) throw new Refusal('invalid', { field: String(parsed.error.issues[0]?.path[0] ?? '') });
  const { isOn, weights, capacity, returnsToLastHandler, skills } = parsed.data;
  const { workspaceId } = caller;
  const routing = await asMember(caller, async (tx) => {
    const data = {
      isOn,
      capacity,
      returnsToLastHandler,
      messageWeight: weights.message,
      commentWeight: weights.comment,
      reviewWeight: weights.review,
      mentionWeight: weights.mention,
    };
    await tx.routingSettings.upsert({
      where: { workspaceId },
      create: { workspaceId, ...data },
      update: data,
      select: { workspaceId: true },
    });
    await refuseUnknownTags(
      tx,
      skills.map(({ tagId }) => tagId),
    );
    await tx.routingSkill.deleteMany({ where: { workspaceId } });
    await tx.routingSkill.createMany({ data: skills.map((skill) => ({ workspaceId, ...skill })) });
    await recordAudit(tx, caller, { act: 'routing_changed', subject: '', details: parsed.data });
    await emitWorkspaceChanged(tx, workspaceId);
    return await readRouting(tx, workspaceId);
  });
  announce(workspaceId);
  return routing;
});
