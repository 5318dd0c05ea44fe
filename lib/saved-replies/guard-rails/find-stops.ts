import type { Tx } from '#lib/db/tx.ts';
import { checkReply } from '../text/check-reply.ts';
import { type Finding, isStop } from '../types.ts';
import { readGuardRails } from './read-guard-rails.ts';

type Stored = { itemId: string; messageId: string };

/** What the brand's rules, as they are now, find in a reply that is stored and not sent yet. */
export async function findStops(tx: Tx, workspaceId: string, { itemId, messageId }: Stored): Promise<Finding[]> {
  const rails = await readGuardRails(tx, workspaceId);
  const { language } = await tx.item.findUniqueOrThrow({
    where: { workspaceId_id: { workspaceId, id: itemId } },
    select: { language: true },
  });
  const { text, attachments } = await tx.message.findUniqueOrThrow({
    where: { workspaceId_id: { workspaceId, id: messageId } },
    select: { text: true, attachments: { select: { altText: true } } },
  });
  const ofImages = attachments.flatMap(({ altText }) => checkReply(altText, { ...rails, requiredWords: [] }, language));
  return [...checkReply(text, rails, language), ...ofImages].filter(isStop);
}
