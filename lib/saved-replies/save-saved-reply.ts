import type { z } from 'zod';
import { defineAct, refuseUnless } from '#lib/act.ts';
import type { Caller } from '#lib/caller.ts';
import { asMember } from '#lib/db/in-workspace.ts';
import type { Tx } from '#lib/db/tx.ts';
import { uuid } from '#lib/db/uuid.ts';
import { takeStock } from '#lib/quotas/take-stock.ts';
import { Refusal } from '#lib/refusal.ts';
import { recordAudit } from '#lib/workspaces/record-audit.ts';
import { marksOf } from './marks.ts';
import { readSavedReplies } from './read-saved-replies.ts';
import { shareSavedReply } from './rights.ts';
import { foldedText } from './text/words.ts';
import { savedReplyInput, type SavedReplyView } from './types.ts';

type Input = z.input<typeof savedReplyInput> & { savedReplyId?: string };

const needed = {
  permission: 'saved_replies.manage',
  more: (_: Caller, { isShared }: Input) => (isShared ? shareSavedReply : null),
} as const;

/**
 * Writes a saved reply, for the workspace or for its whole organization; with `savedReplyId` it replaces that one, and
 * moves it where `isShared` says.
 * @throws Refusal `invalid` naming the field; `text_empty` without either half; `not_allowed` to change what is shared
 *   without the right; `not_found`; `quota_reached`
 */
export const saveSavedReply = defineAct(needed, async (caller, input: Input): Promise<SavedReplyView> => {
  const parsed = savedReplyInput.safeParse(input);
  if (!parsed.success) throw new Refusal('invalid', { field: parsed.error.issues[0]?.path.join('.') ?? '' });
  const { isShared, ...given } = parsed.data;
  if (given.fr === '' && given.en === '') throw new Refusal('text_empty');
  const data = {
    ...given,
    foldedText: [given.title, given.folder, given.fr, given.en].map(foldedText).join('\n'),
    marksFr: marksOf(given.fr),
    marksEn: marksOf(given.en),
    updatedAt: new Date(),
  };
  return await asMember(caller, async (tx) => {
    const id = input.savedReplyId === undefined ? null : uuid(input.savedReplyId);
    const before = id === null ? null : await find(tx, caller, id);
    if (before?.isShared) refuseUnless(caller, shareSavedReply);
    if (before?.isShared !== isShared) {
      const quota = isShared ? 'shared_saved_replies' : 'saved_replies';
      await takeStock(tx, caller.workspaceId, [{ quota, subject: null }]);
    }
    const { workspaceId } = caller;
    const { organizationId } = await tx.workspace.findUniqueOrThrow({
      where: { id: workspaceId },
      select: { organizationId: true },
    });
    if (id !== null && before?.isShared !== isShared) await remove(tx, id);
    const named = id === null ? {} : { id };
    const { id: saved } =
      id !== null && before?.isShared === isShared
        ? isShared
          ? await tx.organizationSavedReply.update({ where: { organizationId_id: { organizationId, id } }, data })
          : await tx.savedReply.update({ where: { workspaceId_id: { workspaceId, id } }, data })
        : isShared
          ? await tx.organizationSavedReply.create({ data: { organizationId, ...named, ...data } })
          : await tx.savedReply.create({ data: { workspaceId, ...named, ...data } });
    await recordAudit(tx, caller, {
      act: id === null ? 'saved_reply_created' : 'saved_reply_changed',
      subject: given.title,
      details: { savedReplyId: saved, isShared },
    });
    return await find(tx, caller, saved);
  });
});

async function find(tx: Tx, caller: Caller, id: string) {
  const [row] = await readSavedReplies(tx, caller, { id, order: 'title', limit: 1 });
  if (!row) throw new Refusal('not_found');
  return row;
}

/** Of the two tables, one has it. */
async function remove(tx: Tx, id: string): Promise<void> {
  await tx.savedReply.deleteMany({ where: { id } });
  await tx.organizationSavedReply.deleteMany({ where: { id } });
}
