import { defineAct } from '#lib/act.ts';
import type { Caller } from '#lib/caller.ts';
import type { Tx } from '#lib/db/tx.ts';
import type { Action } from '#lib/db/generated/client.ts';
import { asMember } from '#lib/db/in-workspace.ts';
import { env } from '#lib/env.ts';
import { actionView, findAction } from '#lib/items/detail/action-view.ts';
import { refuseIfDueBefore } from '#lib/items/promises/promises-of-reply.ts';
import type { ActionView } from '#lib/items/types.ts';
import { refuseIfGuidanceChanged } from '#lib/guidance/refuse-if-changed.ts';
import { enqueue } from '#lib/queue/enqueue.ts';
import { announce } from '#lib/realtime/announce.ts';
import { Refusal } from '#lib/refusal.ts';
import { findStops } from '#lib/saved-replies/guard-rails/find-stops.ts';
import { enterQueue } from '../approval/enter-queue.ts';
import { rewriteText } from '../approval/rewrite-text.ts';
import { lockAction } from '../attempts/lock-action.ts';
import { lockItem } from '../attempts/lock-item.ts';
import { settleMessages } from '../attempts/settle-messages.ts';
import { outboxJobs } from '../jobs.ts';
import { refuseIfOwnedByColleague, refuseUnlessSender } from '../refuse-unless-sender.ts';
import { checkTime, refuseUnlessOpenThen } from './check-time.ts';
import { storeSeen } from './find-held-reason.ts';

type Input = {
  actionId: string;
  /** As the member has read it. */
  version: number;
  /** Null: now, after the undo period. */
  scheduledFor: Date | null;
  text?: string;
  /** The guidance that the member has read; absent: the one by which the reply was written. */
  seenGuidance?: string;
};

/**
 * Gives a scheduled or held reply another time, another text, or sends it now. Whoever may answer the item may; who changes the
 * text becomes its author. A changed text is approved again where a rule asks for that.
 * @throws Refusal `not_found`; `not_scheduled` when it is sent, taken back or waits for an approval; `schedule_changed` when
 *   somebody else changed it meanwhile; `guidance_changed`; `promise_before_reply`; `invalid` for a time that is past or too far; otherwise as `reply`
 */
export const rescheduleReply = defineAct(
  'replies.write',
  async (caller, { actionId, version, scheduledFor, text, seenGuidance }: Input): Promise<{ action: ActionView }> => {
    const { workspaceId } = caller;
    if (scheduledFor) checkTime(scheduledFor);
    const undoMs = env().PARVIS_UNDO_SECONDS * 1000;
    const action = await asMember(caller, async (tx) => {
      const written = await lockAction(tx, workspaceId, actionId);
      const { id, itemId, targetId, kind, state, lookFirst } = written;
      if (state !== 'scheduled' && state !== 'held') throw new Refusal('not_scheduled', { state });
      if (written.scheduleVersion !== version) throw new Refusal('schedule_changed');
      const item = await lockItem(tx, caller, itemId);
      await refuseUnlessSender(tx, caller, item);
      refuseIfOwnedByColleague(item, caller);
      const read = { itemId, seen: seenGuidance, writtenBy: written.guidance };
      const guidance = await refuseIfGuidanceChanged(tx, workspaceId, read);
      if (item.channelStatus !== 'connected') throw new Refusal('channel_unavailable', { reason: item.channelStatus });
      await refuseIfGone(tx, written);
      // Not one of the replies that the network counts, until it has its time.
      await tx.action.updateMany({
        where: { workspaceId, id },
        data: { state: 'held', heldReason: written.heldReason ?? 'answered' },
      });
      const at = scheduledFor ?? new Date();
      await refuseUnlessOpenThen(tx, workspaceId, { itemId, targetId, isPrivate: kind === 'private_reply', at });
      const isRewritten = text !== undefined;
      if (isRewritten) await rewriteText(tx, caller, written, text);
      else await refuseIfStopped(tx, written);
      await refuseIfDueBefore(tx, workspaceId, { actionId: id, sentAt: at });
      await tx.action.updateMany({
        where: { workspaceId, id },
        // Who changes it has read what it answers as that is now.
        data: { scheduledFor, guidance, confirmedAt: new Date(), attempts: 0, scheduleVersion: { increment: 1 } },
      });
      if (isRewritten || !canStay(written)) await makeAuthor(tx, caller, written);
      await storeSeen(tx, workspaceId, { actionId: id, isOverridden: !isRewritten && isOverridden(written) });
      await settleMessages(tx, caller, itemId, {
        event: 'reply_rescheduled',
        details: { actionId: id, scheduledFor: scheduledFor?.toISOString() ?? null, isEdited: isRewritten },
      });
      const dueAt = new Date(Date.now() + undoMs);
      await enterQueue(tx, caller, { actionId: id, itemId, dueAt, lookFirst, isRewritten });
      return actionView(await findAction(tx, workspaceId, id));
    });
    announce(workspaceId);
    if (action.state === 'queued') {
      await enqueue(outboxJobs.sendAction, { workspaceId, actionId: action.id }, { delayMs: undoMs });
    }
    return { action };
  },
);

async function refuseIfGone(tx: Tx, { workspaceId, targetId }: Action): Promise<void> {
  const target = await tx.message.findUnique({
    where: { workspaceId_id: { workspaceId, id: targetId } },
    select: { deletedAt: true },
  });
  if (!target) throw new Refusal('target_gone');
  if (target.deletedAt) throw new Refusal('target_gone', { deletedAt: target.deletedAt.toISOString() });
}

/** A lead who sent it in spite of the rules has said why. */
function isOverridden({ seen }: Action): boolean {
  return typeof seen === 'object' && seen !== null && 'overridden' in seen && seen.overridden === true;
}

async function refuseIfStopped(tx: Tx, action: Action): Promise<void> {
  if (isOverridden(action)) return;
  const { workspaceId, itemId, messageId } = action;
  const findings = await findStops(tx, workspaceId, { itemId, messageId: messageId ?? '' });
  const words = findings.flatMap((finding) => finding.words).join(', ');
  if (findings.length > 0) throw new Refusal('guard_rails', { findings, words });
}

/** Whether its author may still be the one who sends it. */
function canStay({ heldReason }: Action): boolean {
  return heldReason !== 'author_left' && heldReason !== 'not_owner';
}

async function makeAuthor(tx: Tx, { workspaceId, memberId }: Caller, { id, messageId }: Action): Promise<void> {
  await tx.action.updateMany({ where: { workspaceId, id }, data: { memberId } });
  await tx.message.updateMany({ where: { workspaceId, id: messageId ?? '' }, data: { memberId } });
}
