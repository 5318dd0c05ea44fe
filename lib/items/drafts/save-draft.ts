import { defineAct, defineRight } from '#lib/act.ts';
import type { Caller } from '#lib/caller.ts';
import type { Tx } from '#lib/db/tx.ts';
import { asMember } from '#lib/db/in-workspace.ts';
import { uuid } from '#lib/db/uuid.ts';
import { emitDraft } from '#lib/realtime/emit/emit-draft.ts';
import { Refusal } from '#lib/refusal.ts';
import { readOwnDraft } from './read-drafts.ts';
import { DRAFT_ATTACHMENTS, DRAFT_LIMIT, type DraftMode, type DraftView } from './types.ts';

export type SaveDraftInput = {
  itemId: string;
  mode: DraftMode;
  /** A new id for what is saved now. The same for every attempt: if an answer is lost, the next attempt changes nothing. */
  version: string;
  /** The versions that this one continues: the stored one, and one that may be on its way. None: a new draft. */
  replaces: readonly string[];
  text: string;
  attachmentIds?: string[];
  target?: { id: string; editedAt: string | null } | null;
  guidance?: string | null;
};

const writeNote = defineRight('notes.write');
const writeReply = defineRight('replies.write');

/** A note may be drafted by all who write notes, also by those who never reply. */
const needed = {
  permission: 'items.read',
  more: (_: Caller, { mode }: SaveDraftInput) => (mode === 'note' ? writeNote : writeReply),
} as const;

/**
 * Stores what the caller is writing in an item; an empty text without images removes it. A draft that was changed on another
 * device is left as it is.
 * @returns the draft as it is stored; null when there is none
 * @throws Refusal `not_found`; `text_too_long` (`limit`), `too_many` (`limit`); `draft_changed` with the stored `draft` (null:
 *   it was sent or discarded) when that one is not the one that this version continues
 */
export const saveDraft = defineAct(needed, async (caller, input: SaveDraftInput): Promise<DraftView | null> => {
  const itemId = uuid(input.itemId);
  const version = uuid(input.version);
  const { mode, text, attachmentIds = [] } = input;
  if (text.length > DRAFT_LIMIT) throw new Refusal('text_too_long', { limit: DRAFT_LIMIT });
  if (attachmentIds.length > DRAFT_ATTACHMENTS) throw new Refusal('too_many', { limit: DRAFT_ATTACHMENTS });
  const { item, draft } = await asMember(caller, async (tx) => {
    const [found] = await tx.$queryRaw<{ channelId: string; confidentialTo: string[] | null }[]>`
      SELECT "channelId"::text, "confidentialTo"::text[] FROM "item"
      WHERE "workspaceId" = ${caller.workspaceId}::uuid AND "id" = ${itemId}::uuid`;
    if (!found) throw new Refusal('not_found');
    const isEmpty = text === '' && attachmentIds.length === 0;
    const isDone = await (isEmpty ? remove : write)(tx, caller, { ...input, itemId, version });
    const stored = await readOwnDraft(tx, caller, { itemId, mode });
    if (!isDone && !(isEmpty && stored === null)) throw new Refusal('draft_changed', { draft: stored });
    return { item: found, draft: stored };
  });
  await emitDraft(caller, { itemId, mode, version: draft?.version ?? null }, item);
  return draft;
});

/** @returns false when another version is stored than the one that this continues */
async function write(tx: Tx, caller: Caller, input: SaveDraftInput): Promise<boolean> {
  const { itemId, mode, version, replaces, text, attachmentIds = [], target = null, guidance = null } = input;
  const key = { workspaceId: caller.workspaceId, itemId, memberId: caller.memberId, mode };
  const content = {
    version,
    text,
    attachmentIds: attachmentIds.map(uuid),
    targetId: target === null ? null : uuid(target.id),
    targetEditedAt: target?.editedAt ? new Date(target.editedAt) : null,
    guidance,
    updatedAt: new Date(),
  };
  const isContinued = await tx.draft.updateMany({
    where: { ...key, version: { in: [...replaces.map(uuid), version] } },
    data: content,
  });
  if (isContinued.count > 0) return true;
  if (replaces.length > 0) return false;
  // Two devices that both know of no draft: one of them is the first.
  const isNew = await tx.draft.createMany({ data: [{ ...key, ...content }], skipDuplicates: true });
  return isNew.count > 0;
}

async function remove(tx: Tx, caller: Caller, { itemId, mode, version, replaces }: SaveDraftInput): Promise<boolean> {
  const { count } = await tx.draft.deleteMany({
    where: {
      workspaceId: caller.workspaceId,
      itemId,
      memberId: caller.memberId,
      mode,
      version: { in: [...replaces.map(uuid), version] },
    },
  });
  return count > 0;
}
