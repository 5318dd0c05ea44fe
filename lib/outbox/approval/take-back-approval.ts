import { defineAct } from '#lib/act.ts';
import { asMember } from '#lib/db/in-workspace.ts';
import { announce } from '#lib/realtime/announce.ts';
import { Refusal } from '#lib/refusal.ts';
import { actionView, findAction } from '#lib/items/detail/action-view.ts';
import type { ActionView } from '#lib/items/types.ts';
import { lockAction } from '../attempts/lock-action.ts';
import { askForApproval } from './enter-queue.ts';
import { refuseUnlessApprover } from './may-approve.ts';
import { isApprovedAndUnsent } from './send-back.ts';

/**
 * Takes back the approval of a reply that has not been sent: it waits again.
 * @throws Refusal `not_found`; `too_late_to_undo` once it is being sent, or when nobody approved it; `own_reply`; `not_approver`
 */
export const takeBackApproval = defineAct(
  'replies.approve',
  async (caller, { actionId }: { actionId: string }): Promise<{ action: ActionView }> => {
    const { workspaceId } = caller;
    const action = await asMember(caller, async (tx) => {
      const approved = await lockAction(tx, workspaceId, actionId);
      if (!(await isApprovedAndUnsent(tx, approved))) throw new Refusal('too_late_to_undo');
      await refuseUnlessApprover(tx, caller, approved.id);
      const { id, itemId } = approved;
      await askForApproval(tx, caller, { actionId: id, itemId, event: 'approval_taken_back' });
      return actionView(await findAction(tx, workspaceId, id));
    });
    announce(workspaceId);
    return { action };
  },
);
