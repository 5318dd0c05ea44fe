import { allow, type Caller } from '#lib/caller.ts';
import { inWorkspace } from '#lib/db/in-workspace.ts';
import { Refusal } from '#lib/refusal.ts';
import { recordAudit } from './record-audit.ts';
import { timeZone, workspaceName } from './types.ts';

/**
 * Changes the workspace's name, brand colour or time zone. The slug never changes, because addresses contain it.
 * @param input.hue OKLCH hue, 0 to 360
 * @throws Refusal `not_allowed`, `invalid`
 */
export async function editWorkspace(
  caller: Caller,
  input: { name: string; hue: number; timeZone: string },
): Promise<void> {
  allow(caller, 'workspace.manage');
  const name = workspaceName.safeParse(input.name);
  if (!name.success) throw new Refusal('invalid', { field: 'name' });
  if (!Number.isInteger(input.hue) || input.hue < 0 || input.hue > 360) throw new Refusal('invalid', { field: 'hue' });
  if (!timeZone.safeParse(input.timeZone).success) throw new Refusal('invalid', { field: 'timeZone' });
  await inWorkspace(caller.workspaceId, async (tx) => {
    await tx.workspace.update({
      where: { id: caller.workspaceId },
      data: { name: name.data, hue: input.hue, timeZone: input.timeZone },
      select: { id: true },
    });
    await recordAudit(tx, caller, {
      act: 'workspace_changed',
      subject: name.data,
      details: { timeZone: input.timeZone },
    });
  });
}
