import type { Caller } from '#lib/caller.ts';
import type { Tx } from '#lib/db/tx.ts';
import type { Action } from '#lib/db/generated/client.ts';
import { readAllowedActions } from '#lib/items/allowed-actions/read-allowed-actions.ts';
import { dropUnsaid } from '#lib/items/promises/promises-of-reply.ts';
import { detectLanguage } from '#lib/language/detect-language.ts';
import { connectorOf } from '#lib/networks/registry.ts';
import { isTooLong } from '#lib/networks/text-length.ts';
import { Refusal } from '#lib/refusal.ts';
import { applyGuardRails } from '#lib/saved-replies/guard-rails/apply-guard-rails.ts';

/**
 * Gives a reply that is not sent another text, which passes what every reply passes. What it no longer promises is dropped.
 * @throws Refusal `text_empty`, `text_too_long` (`limit`), `guard_rails`, `not_offered`, `template_fixed` for a template, which a network has approved as it is
 */
export async function rewriteText(tx: Tx, caller: Caller, action: Action, text: string): Promise<void> {
  const { workspaceId } = caller;
  if (action.template !== null) throw new Refusal('template_fixed');
  const messageId = action.messageId ?? '';
  const attachments = await tx.attachment.findMany({ where: { workspaceId, messageId }, select: { altText: true } });
  if (text.trim() === '' && attachments.length === 0) throw new Refusal('text_empty');
  const altTexts = attachments.map(({ altText }) => altText);
  const finished = await applyGuardRails(tx, caller, { itemId: action.itemId, text, altTexts });
  await refuseIfTooLong(tx, action, finished);
  await tx.message.update({
    where: { workspaceId_id: { workspaceId, id: messageId } },
    data: { text: finished, language: detectLanguage(finished) },
    select: { id: true },
  });
  await dropUnsaid(tx, workspaceId, action.id, finished);
}

/** The reply window is checked when it is sent, and by whoever approves: here only how much fits. */
async function refuseIfTooLong(tx: Tx, { workspaceId, itemId, targetId, kind }: Action, text: string): Promise<void> {
  const item = await tx.item.findUniqueOrThrow({
    where: { workspaceId_id: { workspaceId, id: itemId } },
    select: { network: true, kind: true },
  });
  const name = kind === 'private_reply' ? 'privateReply' : 'reply';
  const capability = connectorOf(item.network)?.capabilities[item.kind]?.[name];
  if (!capability) throw new Refusal('not_offered', { kind });
  const offers = await readAllowedActions(tx, workspaceId, { itemId, messageIds: [targetId] });
  const offer = offers.get(targetId)?.[name];
  const maxLength = (offer?.can ? offer.maxLength : undefined) ?? capability.maxLength;
  if (isTooLong(text, { ...capability, maxLength })) throw new Refusal('text_too_long', { limit: maxLength });
}
