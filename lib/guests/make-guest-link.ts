import { defineAct } from '#lib/act.ts';
import type { Caller } from '#lib/caller.ts';
import { asMember } from '#lib/db/in-workspace.ts';
import type { Tx } from '#lib/db/tx.ts';
import { uuid } from '#lib/db/uuid.ts';
import { changeItems } from '#lib/items/change/change-items.ts';
import { cleanText } from '#lib/items/clean-text.ts';
import { readItemRow } from '#lib/items/list/read-item-rows.ts';
import { log } from '#lib/log.ts';
import { letters } from '#lib/mail/letters.ts';
import { publicLink } from '#lib/mail/public-link.ts';
import { canSendMail, sendMail } from '#lib/mail/send-mail.ts';
import { lockAction } from '#lib/outbox/attempts/lock-action.ts';
import { refuseUnlessApprover } from '#lib/outbox/approval/may-approve.ts';
import { takeStock } from '#lib/quotas/take-stock.ts';
import { announce } from '#lib/realtime/announce.ts';
import { Refusal } from '#lib/refusal.ts';
import { takeAttempt } from '#lib/users/throttle.ts';
import { createWorkspaceToken } from '#lib/workspaces/tokens.ts';
import type { GuestLinkInput, NewGuestLink } from './types.ts';

const DAY_MS = 24 * 3_600_000;

type Input = GuestLinkInput & { itemId: string };

/**
 * Makes a link for somebody without a seat: to approve one reply that waits, or to answer one question. A guest approves in
 * the place of the member who makes the link, so only who may approve the reply can make one.
 * @throws Refusal `not_found`; `text_empty` for a question without words; `not_awaiting`; `own_reply`; `not_approver`;
 *   `quota_reached`; `too_many_emails` with `retryAt`
 */
export const makeGuestLink = defineAct('items.work', async (caller, input: Input): Promise<NewGuestLink> => {
  const { workspaceId, memberId, userId } = caller;
  const itemId = uuid(input.itemId);
  const { actionId, guestName, language, days } = input;
  const question = actionId === null ? cleanText(input.question) : '';
  if (actionId === null && question === '') throw new Refusal('text_empty');
  const email = canSendMail() ? input.email : null;
  if (email !== null) {
    await takeAttempt([
      { kind: 'asked', value: email.toLowerCase() },
      { kind: 'asker', value: userId },
      { kind: 'asking_workspace', value: workspaceId },
    ]);
  }
  const { token, hash } = createWorkspaceToken(workspaceId);
  const made = await asMember(caller, async (tx) => {
    if (actionId !== null) await refuseUnlessWaiting(tx, caller, { actionId, itemId });
    await readItemRow(tx, caller, itemId);
    await takeStock(tx, workspaceId, [{ quota: 'open_guest_links_of_item', subject: itemId }]);
    const { id } = await tx.guestLink.create({
      data: {
        workspaceId,
        itemId,
        actionId,
        question,
        memberId,
        guestName: cleanText(guestName),
        email: input.email,
        language,
        tokenHash: hash,
        expiresAt: new Date(Date.now() + days * DAY_MS),
      },
      select: { id: true },
    });
    await changeItems(tx, caller, [itemId], {
      event: 'guest_link_made',
      details: { guestLinkId: id, ...(actionId === null ? {} : { actionId }) },
    });
    const host = await tx.user.findUniqueOrThrow({ where: { id: userId }, select: { name: true } });
    const brand = await tx.workspace.findUniqueOrThrow({ where: { id: workspaceId }, select: { name: true } });
    return { id, host: host.name, workspace: brand.name };
  });
  announce(workspaceId);
  const path = `/guest/${token}`;
  if (email === null) return { id: made.id, path, mail: input.email === null ? 'none' : 'failed' };
  const letter = letters[language][actionId === null ? 'guestQuestion' : 'guestApproval']({
    name: guestName,
    host: made.host,
    workspace: made.workspace,
    link: publicLink(path),
    days,
  });
  try {
    await sendMail({ to: email, letter });
    return { id: made.id, path, mail: 'sent' };
  } catch (error) {
    // The link is made: the member passes it on.
    log.warn({ err: error, workspaceId }, 'a guest link was not emailed');
    return { id: made.id, path, mail: 'failed' };
  }
});

async function refuseUnlessWaiting(
  tx: Tx,
  caller: Caller,
  { actionId, itemId }: { actionId: string; itemId: string },
): Promise<void> {
  const waiting = await lockAction(tx, caller.workspaceId, actionId);
  if (waiting.itemId !== itemId) throw new Refusal('not_found');
  if (waiting.state !== 'awaiting_approval') throw new Refusal('not_awaiting', { state: waiting.state });
  await refuseUnlessApprover(tx, caller, waiting.id);
}
