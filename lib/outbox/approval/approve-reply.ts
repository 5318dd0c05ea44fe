import { defineAct, defineRight, refuseUnless } from '#lib/act.ts';
import type { Tx } from '#lib/db/tx.ts';
import type { Action } from '#lib/db/generated/client.ts';
import { asMember } from '#lib/db/in-workspace.ts';
import { env } from '#lib/env.ts';
import { announce } from '#lib/realtime/announce.ts';
import { refuseIfGuidanceChanged } from '#lib/guidance/refuse-if-changed.ts';
import { enqueue } from '#lib/queue/enqueue.ts';
import { Refusal } from '#lib/refusal.ts';
import { actionView, findAction } from '#lib/items/detail/action-view.ts';
import type { ActionView } from '#lib/items/types.ts';
import { lockAction } from '../attempts/lock-action.ts';
import { lockItemRow } from '../attempts/lock-item.ts';
import { settleMessages } from '../attempts/settle-messages.ts';
import { outboxJobs } from '../jobs.ts';
import { enterQueue } from './enter-queue.ts';
import { refuseUnlessApprover } from './may-approve.ts';
import { digestOf } from './needs-approval.ts';
import { actorOf, type Decider, recordDecision } from './record-decision.ts';
import { rewriteText } from './rewrite-text.ts';

/** To change a reply before approving it. */
export const editAndApprove = defineRight('replies.write');

type Read = {
  actionId: string;
  /** What the approver has read, as `getApproval` named it. */
  digest: string;
  /** The guidance that the approver has read; absent: the one by which it was written. */
  seenGuidance?: string;
};

/**
 * Approves a reply exactly as it was read; it is sent after the undo period.
 * @param input.text another text, which is approved instead
 * @throws Refusal `not_found`; `not_awaiting` when it was decided on, taken back or sent meanwhile; `own_reply`; `not_approver`; `reply_changed` when it is not what the approver has read; `guidance_changed`
 */
export const approveReply = defineAct(
  'replies.approve',
  async (caller, { text, ...read }: Read & { text?: string }): Promise<{ action: ActionView }> => {
    const action = await asMember(caller, async (tx) => {
      if (text === undefined) return await approveAsRead(tx, caller, read);
      return await approveAsRead(tx, caller, read, async (waiting) => {
        refuseUnless(caller, editAndApprove);
        await rewriteText(tx, caller, waiting, text);
      });
    });
    await sendApproved(caller.workspaceId, action);
    return { action };
  },
);

/**
 * The one way to approve, for members and guests. The action is locked before it is compared with what was read.
 * @param rewrite gives it another text first, which is approved instead
 * @throws Refusal as `approveReply`
 */
export async function approveAsRead(
  tx: Tx,
  decider: Decider,
  { actionId, digest, seenGuidance }: Read,
  rewrite?: (waiting: Action) => Promise<void>,
): Promise<ActionView> {
  const { workspaceId, memberId, guestLinkId } = decider;
  const waiting = await lockAction(tx, workspaceId, actionId);
  if (waiting.state !== 'awaiting_approval') throw new Refusal('not_awaiting', { state: waiting.state });
  await refuseUnlessApprover(tx, { workspaceId, memberId }, waiting.id);
  await lockItemRow(tx, workspaceId, waiting.itemId);
  const read = { itemId: waiting.itemId, seen: seenGuidance, writtenBy: waiting.guidance };
  const guidance = await refuseIfGuidanceChanged(tx, workspaceId, read);
  if ((await digestOf(tx, workspaceId, waiting.id)) !== digest) throw new Refusal('reply_changed');
  await rewrite?.(waiting);
  const approved = await digestOf(tx, workspaceId, waiting.id);
  await recordDecision(tx, waiting, decider, { digest: approved });
  await tx.action.updateMany({ where: { workspaceId, id: waiting.id }, data: { guidance } });
  const by = actorOf(decider);
  await settleMessages(tx, by, waiting.itemId, {
    event: guestLinkId === undefined ? 'reply_approved' : 'reply_approved_by_guest',
    details: { actionId: waiting.id, isEdited: rewrite !== undefined, ...(guestLinkId ? { guestLinkId } : {}) },
  });
  const dueAt = new Date(Date.now() + env().PARVIS_UNDO_SECONDS * 1000);
  await enterQueue(tx, by, { actionId: waiting.id, itemId: waiting.itemId, dueAt });
  return actionView(await findAction(tx, workspaceId, waiting.id));
}

/** After the commit: tells the browsers, and lets the worker send it when its undo period is over. */
export async function sendApproved(workspaceId: string, { id: actionId, state }: ActionView): Promise<void> {
  announce(workspaceId);
  if (state !== 'queued') return;
  const delayMs = env().PARVIS_UNDO_SECONDS * 1000;
  await enqueue(outboxJobs.sendAction, { workspaceId, actionId }, { delayMs });
}
