import { defineAct } from '#lib/act.ts';
import { asMember } from '#lib/db/in-workspace.ts';
import { Refusal } from '#lib/refusal.ts';
import { type WorkspaceDetails, workspaceFields } from './get-workspace.ts';
import { recordAudit } from './record-audit.ts';
import { timeZone, workspaceName } from './types.ts';

/**
 * Changes the workspace's name, brand colour or time zone. The slug never changes, because addresses contain it.
 * @param input.hue OKLCH hue, 0 to 360
 * @throws Refusal `not_allowed`, `invalid`
 */
export const editWorkspace = defineAct(
  'workspace.manage',
  async (caller, input: { name: string; hue: number; timeZone: string }): Promise<WorkspaceDetails> => {
    const name = workspaceName.safeParse(input.name);
    if (!name.success) throw new Refusal('invalid', { field: 'name' });
    if (!Number.isInteger(input.hue) || input.hue < 0 || input.hue > 360)
      throw new Refusal('invalid', { field: 'hue' });
    if (!timeZone.safeParse(input.timeZone).success) throw new Refusal('invalid', { field: 'timeZone' });
    return await asMember(caller, async (tx) => {
      const edited = await tx.workspace.update({
        where: { id: caller.workspaceId },
        data: { name: name.data, hue: input.hue, timeZone: input.timeZone },
        select: workspaceFields,
      });
      await recordAudit(tx, caller, {
        act: 'workspace_changed',
        subject: name.data,
        details: { timeZone: input.timeZone },
      });
      return edited;
    });
  },
);
