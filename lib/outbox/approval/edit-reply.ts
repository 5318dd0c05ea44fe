import { defineAct } from '#lib/act.ts';
import { asMember } from '#lib/db/in-workspace.ts';
import { env } from '#lib/env.ts';
import { announce } from '#lib/realtime/announce.ts';
import { refuseIfGuidanceChanged } from '#lib/guidance/refuse-if-changed.ts';
import { enqueue } from '#lib/queue/enqueue.ts';
import { Refusal } from '#lib/refusal.ts';
import { actionView, findAction } from '#lib/items/detail/action-view.ts';
import type { ActionView } from '#lib/items/types.ts';
import { isLastWord } from '../attempts/is-last-word.ts';
import { lockAction } from '../attempts/lock-action.ts';
import { lockItem } from '../attempts/lock-item.ts';
import { settleMessages } from '../attempts/settle-messages.ts';
import { outboxJobs } from '../jobs.ts';
import { refuseUnlessSender } from '../refuse-unless-sender.ts';
import { storeSeen } from '../scheduled/find-held-reason.ts';
import { enterQueue } from './enter-queue.ts';
import { rewriteText } from './rewrite-text.ts';

type Input = {
  actionId: string;
  text: string;
  /** The guidance that its author has read; absent: the one by which it was written. */
  seenGuidance?: string;
};

/**
 * Its author corrects a reply that waits for an approval, is not sent yet, or was sent back. That asks again.
 * @throws Refusal `not_found`; `too_late_to_undo` once it is being sent; `not_author`; `guidance_changed`; `only_owner_sends` (`owner`); as `reply` for the text
 */
export const editReply = defineAct(
  'replies.write',
  async (caller, { actionId, text, seenGuidance }: Input): Promise<{ action: ActionView }> => {
    const { workspaceId } = caller;
    const undoMs = env().PARVIS_UNDO_SECONDS * 1000;
    const action = await asMember(caller, async (tx) => {
      const written = await lockAction(tx, workspaceId, actionId);
      const isUnsent =
        written.state === 'awaiting_approval' ||
        written.state === 'sent_back' ||
        (written.state === 'queued' && !written.lookFirst);
      if (!isUnsent || written.messageId === null) throw new Refusal('too_late_to_undo');
      if (written.memberId !== caller.memberId) throw new Refusal('not_author');
      await refuseUnlessSender(tx, caller, await lockItem(tx, caller, written.itemId));
      const read = { itemId: written.itemId, seen: seenGuidance, writtenBy: written.guidance };
      const guidance = await refuseIfGuidanceChanged(tx, workspaceId, read);
      await rewriteText(tx, caller, written, text);
      // Its author has read the message that it answers as it is now.
      const data = { confirmedAt: new Date(), guidance };
      await tx.action.updateMany({ where: { workspaceId, id: written.id }, data });
      if (written.scheduledFor) await storeSeen(tx, workspaceId, { actionId: written.id });
      const comesAgain = written.state === 'sent_back' && (await isLastWord(tx, workspaceId, written));
      await settleMessages(tx, caller, written.itemId, {
        event: comesAgain ? 'reply_resubmitted' : 'reply_rewritten',
        details: { actionId: written.id },
      });
      await enterQueue(tx, caller, {
        actionId: written.id,
        itemId: written.itemId,
        dueAt: new Date(Date.now() + undoMs),
        lookFirst: written.lookFirst,
        isRewritten: true,
      });
      return actionView(await findAction(tx, workspaceId, written.id));
    });
    announce(workspaceId);
    if (action.state === 'queued') {
      await enqueue(outboxJobs.sendAction, { workspaceId, actionId: action.id }, { delayMs: undoMs });
    }
    return { action };
  },
);
