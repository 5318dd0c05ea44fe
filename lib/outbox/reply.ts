import { defineAct } from '#lib/act.ts';
import type { Caller } from '#lib/caller.ts';
import type { Tx } from '#lib/db/tx.ts';
import { Prisma } from '#lib/db/generated/client.ts';
import { uuid } from '#lib/db/uuid.ts';
import { env } from '#lib/env.ts';
import { detectLanguage } from '#lib/language/detect-language.ts';
import { connectorOf } from '#lib/networks/registry.ts';
import type { ReplyCapability } from '#lib/networks/contract.ts';
import { isTooLong } from '#lib/networks/text-length.ts';
import { enqueue } from '#lib/queue/enqueue.ts';
import { announce } from '#lib/realtime/announce.ts';
import { refuseIfGuidanceChanged } from '#lib/guidance/refuse-if-changed.ts';
import { applyGuardRails } from '#lib/saved-replies/guard-rails/apply-guard-rails.ts';
import { Refusal } from '#lib/refusal.ts';
import { actionView, findAction } from '#lib/items/detail/action-view.ts';
import type { ActionView, ItemRow } from '#lib/items/types.ts';
import { previewOf } from '#lib/items/preview.ts';
import { readItemRows } from '#lib/items/list/read-item-rows.ts';
import { refuseUnlessAllowed } from '#lib/items/allowed-actions/refuse-unless-allowed.ts';
import { changeItems } from '#lib/items/change/change-items.ts';
import type { Facts } from '#lib/items/change/write-items.ts';
import { endDraft } from '#lib/items/drafts/end-draft.ts';
import { leaseEnd } from '#lib/items/claims/claim-item.ts';
import { refuseIfFieldsMissing } from '#lib/items/change/missing-fields-sql.ts';
import type { FieldValue } from '#lib/items/fields/types.ts';
import { checkValues, writeValues } from '#lib/items/fields/write-values.ts';
import { promiseIn } from '#lib/items/promises/make-promise.ts';
import { keepWithReply } from '#lib/items/promises/promises-of-reply.ts';
import type { PromiseInput } from '#lib/items/promises/types.ts';
import { asReceiver } from '#lib/items/members/as-receiver.ts';
import { finishOwnPartIfLast, refuseIfPartsOpen } from '#lib/items/parts/refuse-if-parts-open.ts';
import { attach, readAltTexts } from './attachments/attach.ts';
import { enterQueue } from './approval/enter-queue.ts';
import { lockItem, type LockedItem } from './attempts/lock-item.ts';
import { outboxJobs } from './jobs.ts';
import { refuseIfOwnedByColleague, refuseUnlessSender } from './refuse-unless-sender.ts';
import { checkTime } from './scheduled/check-time.ts';
import { storeSeen } from './scheduled/find-held-reason.ts';
import { type ChosenTemplate, fillChosen } from './templates/fill-chosen.ts';

export type ReplyInput = {
  itemId: string;
  text: string;
  /** The template that is sent instead of the text. */
  template?: ChosenTemplate;
  isPrivate?: boolean;
  /** Resolves the item at once; it comes back if the reply fails. */
  resolve?: boolean;
  /** With `resolve`: what is asked before, where it is not known yet. */
  fields?: readonly FieldValue[];
  attachmentIds?: string[];
  /** The message answered; the contact's latest when absent. */
  targetId?: string;
  /** The `editedAt` of the answered message as the member saw it: a text that changed since stops the reply. */
  seenEditedAt?: string | null;
  /** The guidance that the member has read (`seen` of the item's guidance): other guidance since stops the reply. */
  seenGuidance?: string;
  /** Why a reply that the guard-rails stop is sent anyway, by who may. */
  overrideReason?: string;
  /** The versions of the caller's draft that this is: it ends with the reply. */
  draftVersions?: string[];
  /** When it is sent; absent: after the undo period. */
  scheduledFor?: Date;
  /** What it promises, in words of the text: owed as soon as it is sent. */
  promise?: PromiseInput;
  /** The promises of the item that it keeps as soon as it is sent. */
  keepsPromises?: readonly string[];
};

type QueuedReply = { action: ActionView; item: ItemRow };

/**
 * Queues the brand's reply. It is sent after the undo period or at its time, where a rule asks for that after somebody has approved it.
 * @throws Refusal `not_found`, `not_offered`, `text_empty`, `text_too_long` (`limit`), `window_closed` (`closedAt`), `network_forbids` (`reason`),
 *   `channel_unavailable`, `guard_rails` (`findings`, `words`), `target_gone`, `target_changed`, `guidance_changed`, `already_claimed` (`owner`) to a
 *   manager when a colleague holds the item, `only_owner_sends` (`owner`) to everybody then, where the brand wants it so, `parts_open` for one that also resolves while others have parts to finish,
 *   `too_many`, `invalid` (`promise`, `dueAt`) and `promise_before_reply` for what it promises, `promise_changed` for a promise to keep that is not owed,
 *   `fields_missing` (`fields`) for one that resolves before everything is known that the workspace asks
 */
export const reply = defineAct('replies.write', async (caller, asked: ReplyInput): Promise<QueuedReply> => {
  const template = asked.template ? await fillChosen(caller, asked.itemId, asked.template) : null;
  const input = template ? { ...asked, text: template.text, attachmentIds: [] } : asked;
  const language = detectLanguage(input.text);
  const { scheduledFor } = input;
  if (template && (scheduledFor || input.isPrivate)) throw new Refusal('invalid', { field: 'template' });
  if (scheduledFor) checkTime(scheduledFor);
  const undoMs = env().PARVIS_UNDO_SECONDS * 1000;
  const done = await asReceiver(caller, async (tx) => {
    const item = await lockItem(tx, caller, uuid(input.itemId));
    await refuseUnlessSender(tx, caller, item);
    refuseIfOwnedByColleague(item, caller);
    const read = { itemId: item.id, seen: input.seenGuidance };
    const guidance = await refuseIfGuidanceChanged(tx, caller.workspaceId, read);
    const finishesPart = input.resolve ? await prepareResolving(tx, caller, item.id, input.fields ?? []) : false;
    const kind = input.isPrivate ? ('private_reply' as const) : ('reply' as const);
    const connector = connectorOf(item.network);
    const capabilities = connector?.capabilities[item.kind];
    const capability = input.isPrivate ? capabilities?.privateReply : capabilities?.reply;
    if (!connector || !capability) throw new Refusal('not_offered', { kind });
    checkContent(input.text.trim(), capability, input.attachmentIds?.length ?? 0);
    if (item.channelStatus !== 'connected') throw new Refusal('channel_unavailable', { reason: item.channelStatus });
    const altTexts = await readAltTexts(tx, caller, input.attachmentIds ?? []);
    const isTemplate = template !== null;
    const text = await applyGuardRails(tx, caller, { ...input, altTexts, itemId: item.id, isFixed: isTemplate });
    const target = await findTarget(tx, caller, item, input);
    const name = input.isPrivate ? 'privateReply' : 'reply';
    const asked = {
      itemId: item.id,
      messageId: target.id,
      name,
      isTemplate,
      ...(scheduledFor ? { now: scheduledFor } : {}),
    } as const;
    const offer = await refuseUnlessAllowed(tx, caller.workspaceId, asked);
    checkLength(text, { ...capability, maxLength: offer.maxLength ?? capability.maxLength });
    const now = new Date();
    const message = await writeMessage(tx, caller, { item, target, input, text, language, now });
    const mode = input.isPrivate ? 'private' : 'reply';
    await endDraft(tx, caller, { itemId: item.id, mode, versions: input.draftVersions ?? [] });
    const action = await tx.action.create({
      data: {
        workspaceId: caller.workspaceId,
        itemId: item.id,
        channelId: item.channelId,
        kind,
        targetId: target.id,
        messageId: message.id,
        memberId: caller.memberId,
        networkKeys: connector.prepare(kind),
        ...(template ? { template: template.filled } : {}),
        statusBefore: item.status,
        finishedPartOf: finishesPart ? caller.memberId : null,
        createdAt: now,
        dueAt: new Date(now.getTime() + undoMs),
        scheduledFor: scheduledFor ?? null,
        guidance,
      },
    });
    const { promise, keepsPromises: promiseIds = [] } = input;
    if (promise) await promiseIn(tx, caller, { itemId: item.id, actionId: action.id, text, promise, scheduledFor });
    await keepWithReply(tx, caller, { itemId: item.id, actionId: action.id, promiseIds });
    await changeItems(tx, caller, [item.id], {
      event: input.resolve ? 'reply_queued_and_resolve' : 'reply_queued',
      values: { ownerId: caller.memberId, claimedUntil: leaseEnd(now) },
      facts: factsOf({ text, language, now, hasAttachments: (input.attachmentIds?.length ?? 0) > 0 }),
      details: {
        actionId: action.id,
        status: input.resolve ? 'resolved' : 'waiting',
        ...(scheduledFor ? { scheduledFor: scheduledFor.toISOString() } : {}),
      },
    });
    if (scheduledFor) {
      await storeSeen(tx, caller.workspaceId, {
        actionId: action.id,
        isOverridden: input.overrideReason !== undefined,
      });
    }
    await enterQueue(tx, caller, { actionId: action.id, itemId: item.id, dueAt: action.dueAt });
    const [row] = await readItemRows(tx, caller, [item.id]);
    if (!row) throw new Refusal('not_found');
    return { action: actionView(await findAction(tx, caller.workspaceId, action.id)), item: row };
  });
  announce(caller.workspaceId);
  if (done.action.state === 'queued') {
    const job = { workspaceId: caller.workspaceId, actionId: done.action.id };
    await enqueue(outboxJobs.sendAction, job, { delayMs: undoMs });
  }
  return done;
});

type Written = { text: string; language: string | null; now: Date; hasAttachments: boolean };

/** What the item's row shows of the reply. */
function factsOf({ text, language, now, hasAttachments }: Written): Facts {
  return {
    preview: Prisma.sql`${previewOf(text)}`,
    previewDirection: Prisma.sql`'outbound'`,
    previewLanguage: Prisma.sql`${language}`,
    lastActivityAt: Prisma.sql`greatest(i."lastActivityAt", ${now.toISOString()}::timestamptz)`,
    messageCount: Prisma.sql`i."messageCount" + 1`,
    deletedAt: Prisma.sql`NULL`,
    hasAttachments: Prisma.sql`i."hasAttachments" OR ${hasAttachments}`,
  };
}

/** Asks what must hold before the item is resolved with the reply. @returns whether only the caller's own part ends with it */
async function prepareResolving(
  tx: Tx,
  caller: Caller,
  itemId: string,
  fields: readonly FieldValue[],
): Promise<boolean> {
  const finishesPart = (await finishOwnPartIfLast(tx, caller, itemId)) !== null;
  if (!finishesPart) await refuseIfPartsOpen(tx, caller, itemId);
  await writeValues(tx, caller, [itemId], await checkValues(tx, caller.workspaceId, fields));
  await refuseIfFieldsMissing(tx, caller.workspaceId, itemId);
  return finishesPart;
}

function checkContent(text: string, capability: ReplyCapability, attachments: number): void {
  if (text === '' && attachments === 0) throw new Refusal('text_empty');
  if (attachments > (capability.images?.max ?? 0))
    throw new Refusal('too_many', { limit: capability.images?.max ?? 0 });
}

function checkLength(text: string, capability: ReplyCapability): void {
  if (isTooLong(text, capability)) throw new Refusal('text_too_long', { limit: capability.maxLength });
}

type NewMessage = Omit<Written, 'hasAttachments'> & {
  item: LockedItem;
  target: { externalId: string | null };
  input: Pick<ReplyInput, 'isPrivate' | 'attachmentIds'>;
};

async function writeMessage(tx: Tx, caller: Caller, { item, target, input, text, language, now }: NewMessage) {
  const message = await tx.message.create({
    data: {
      workspaceId: caller.workspaceId,
      itemId: item.id,
      channelId: item.channelId,
      direction: 'outbound',
      isPrivate: input.isPrivate ?? false,
      parentExternalId: target.externalId,
      memberId: caller.memberId,
      text,
      language,
      createdAt: now,
    },
    select: { id: true },
  });
  await attach(tx, caller, message.id, input.attachmentIds ?? []);
  return message;
}

async function findTarget(tx: Tx, caller: Caller, item: LockedItem, input: ReplyInput) {
  const which = input.targetId ? { id: uuid(input.targetId) } : { direction: 'inbound' as const };
  const target = await tx.message.findFirst({
    where: { workspaceId: caller.workspaceId, itemId: item.id, externalId: { not: null }, ...which },
    orderBy: [{ deletedAt: { sort: 'desc', nulls: 'first' } }, { createdAt: 'desc' }],
    select: { id: true, externalId: true, deletedAt: true, editedAt: true },
  });
  if (!target) throw new Refusal(input.targetId ? 'not_found' : 'target_gone');
  if (target.deletedAt) throw new Refusal('target_gone', { deletedAt: target.deletedAt.toISOString() });
  if (input.seenEditedAt !== undefined && (target.editedAt?.toISOString() ?? null) !== input.seenEditedAt) {
    throw new Refusal('target_changed', { editedAt: target.editedAt?.toISOString() });
  }
  return target;
}
