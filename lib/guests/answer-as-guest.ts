import type { Tx } from '#lib/db/tx.ts';
import { addGuestNote } from '#lib/items/notes/add-guest-note.ts';
import { cleanText } from '#lib/items/clean-text.ts';
import type { ActionView } from '#lib/items/types.ts';
import { approveAsRead, sendApproved } from '#lib/outbox/approval/approve-reply.ts';
import { sendBackAsRead } from '#lib/outbox/approval/send-back.ts';
import { announce } from '#lib/realtime/announce.ts';
import { Refusal } from '#lib/refusal.ts';
import { type Entry, type GuestVisit, recognizeLink, throughLink } from './through-link.ts';
import { ANSWER_LIMIT, type GuestAnswer } from './types.ts';

type OpenEntry = Extract<Entry, { state: 'open' }>;

/** What the guest has read, and a word to the author for a reply that is sent back. */
type Decision = { digest: string } & ({ answer: 'approved' } | { answer: 'sent_back'; word: string });

/**
 * A guest approves a reply as it was read, or sends it back. It goes the way of a member's approval.
 * @throws Refusal `guest_link_closed` for a link that is unknown, answered, revoked, expired or ended; `not_awaiting`;
 *   `reply_changed`; `guidance_changed` until the team has looked at it; `own_reply`, `not_approver` when who made the link may not
 *   approve any more; `invalid` for a word that is too long; `throttled`
 */
export async function decideAsGuest(visit: GuestVisit, decision: Decision): Promise<void> {
  const { workspaceId, action } = await answer(visit, decision.answer, async (tx, entry) => {
    const { actionId, memberId, linkId: guestLinkId } = entry;
    if (actionId === null) throw new Refusal('guest_link_closed');
    const decider = { workspaceId: entry.workspaceId, memberId, guestLinkId };
    const read = { actionId, digest: decision.digest };
    const decided: ActionView =
      decision.answer === 'approved'
        ? await approveAsRead(tx, decider, read)
        : await sendBackAsRead(tx, decider, read, decision.word);
    return { workspaceId: entry.workspaceId, action: decided };
  });
  await sendApproved(workspaceId, action);
}

/**
 * A guest answers a question: the answer becomes a note of the item.
 * @throws Refusal `guest_link_closed`; `text_empty`, `text_too_long` (`limit`); `quota_reached`; `throttled`
 */
export async function answerQuestionAsGuest(visit: GuestVisit, { text }: { text: string }): Promise<void> {
  const cleaned = cleanText(text);
  if (cleaned === '') throw new Refusal('text_empty');
  if (cleaned.length > ANSWER_LIMIT) throw new Refusal('text_too_long', { limit: ANSWER_LIMIT });
  const { workspaceId } = await answer(visit, 'noted', async (tx, entry) => {
    if (entry.actionId !== null) throw new Refusal('guest_link_closed');
    const { itemId, memberId, linkId: guestLinkId } = entry;
    await addGuestNote(tx, { workspaceId: entry.workspaceId, itemId, memberId, guestLinkId, text: cleaned });
    return { workspaceId: entry.workspaceId };
  });
  announce(workspaceId);
}

/** Takes the one answer of a link, in the transaction of what it does: of two at once, and of an answer and a revocation, one wins. */
async function answer<T>(
  visit: GuestVisit,
  given: GuestAnswer,
  run: (tx: Tx, entry: OpenEntry) => Promise<T>,
): Promise<T> {
  const link = await recognizeLink(visit);
  if (!link) throw new Refusal('guest_link_closed');
  return await throughLink({ ...link, acts: true }, async (tx, entry) => {
    if (entry?.state !== 'open') throw new Refusal('guest_link_closed');
    // The action is locked first, as by everybody who decides; then the link.
    const done = await run(tx, entry);
    const answeredAt = new Date();
    const { count } = await tx.guestLink.updateMany({
      where: {
        workspaceId: entry.workspaceId,
        id: entry.linkId,
        answeredAt: null,
        revokedAt: null,
        expiresAt: { gt: answeredAt },
      },
      data: { answeredAt, answer: given },
    });
    if (count === 0) throw new Refusal('guest_link_closed');
    return done;
  });
}
