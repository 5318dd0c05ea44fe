import { defineAct, defineRight, refuseUnless } from '#lib/act.ts';
import { asMember } from '#lib/db/in-workspace.ts';
import { env } from '#lib/env.ts';
import { announce } from '#lib/realtime/announce.ts';
import { enqueue } from '#lib/queue/enqueue.ts';
import { Refusal } from '#lib/refusal.ts';
import { actionView, findAction } from '#lib/items/detail/action-view.ts';
import type { ActionView } from '#lib/items/types.ts';
import { lockAction } from '../attempts/lock-action.ts';
import { settleMessages } from '../attempts/settle-messages.ts';
import { outboxJobs } from '../jobs.ts';
import { enterQueue } from './enter-queue.ts';
import { refuseUnlessApprover } from './may-approve.ts';
import { digestOf } from './needs-approval.ts';
import { recordDecision } from './record-decision.ts';
import { rewriteText } from './rewrite-text.ts';

/** To change a reply before approving it. */
export const editAndApprove = defineRight('replies.write');

type Input = {
  actionId: string;
  /** What the approver has read, as `getApproval` named it. */
  digest: string;
  /** Another text, which is approved instead. */
  text?: string;
};

/**
 * Approves a reply exactly as it was read; it is sent after the undo period.
 * @throws Refusal `not_found`; `not_awaiting` when it was decided on, taken back or sent meanwhile; `own_reply`; `not_approver`; `reply_changed` when it is not what the approver has read
 */
export const approveReply = defineAct(
  'replies.approve',
  async (caller, { actionId, digest, text }: Input): Promise<{ action: ActionView }> => {
    const { workspaceId, memberId } = caller;
    const undoMs = env().PARVIS_UNDO_SECONDS * 1000;
    const action = await asMember(caller, async (tx) => {
      const waiting = await lockAction(tx, workspaceId, actionId);
      if (waiting.state !== 'awaiting_approval') throw new Refusal('not_awaiting', { state: waiting.state });
      await refuseUnlessApprover(tx, caller, waiting.id);
      if ((await digestOf(tx, workspaceId, waiting.id)) !== digest) throw new Refusal('reply_changed');
      if (text !== undefined) {
        refuseUnless(caller, editAndApprove);
        await rewriteText(tx, caller, waiting, text);
      }
      const approved = await digestOf(tx, workspaceId, waiting.id);
      await recordDecision(tx, waiting, { deciderId: memberId, digest: approved });
      await settleMessages(tx, caller, waiting.itemId, {
        event: 'reply_approved',
        details: { actionId: waiting.id, isEdited: text !== undefined },
      });
      const dueAt = new Date(Date.now() + undoMs);
      await enterQueue(tx, caller, { actionId: waiting.id, itemId: waiting.itemId, dueAt });
      return actionView(await findAction(tx, workspaceId, waiting.id));
    });
    announce(workspaceId);
    if (action.state === 'queued') {
      await enqueue(outboxJobs.sendAction, { workspaceId, actionId: action.id }, { delayMs: undoMs });
    }
    return { action };
  },
);
