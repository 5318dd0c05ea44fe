import { z } from 'zod';
import { caseReasons, type CaseSuggestion, type CaseView } from '#lib/items/cases/types.ts';
import { FIELD_VALUE_LIMIT, type FieldValue } from '#lib/items/fields/types.ts';
import { stockLimits } from '#lib/quotas/limits.ts';
import type { Counts, Done } from '#lib/items/counters/types.ts';
import type { NoteFileView, NoteView } from '#lib/items/notes/types.ts';
import {
  type ContactView,
  type HistoryEntry,
  type ItemDetail,
  type ItemPage,
  type ItemRow,
  itemKinds,
  itemStatuses,
  type PostView,
  type PresenceView,
  sendStates,
  viewNames,
} from '#lib/items/types.ts';
import { capabilities } from './capabilities.ts';
import { count, id, language, moment, name, ref } from './fields.ts';
import { messageView } from './message.ts';

const caseRef = z.object({ id, title: z.string(), dueAt: moment.nullable(), closedAt: moment.nullable() });
const part = name('Part', ref.extend({ doneAt: moment.nullable() }));

export const itemRow = name(
  'Item',
  z.object({
    id,
    kind: z.enum(itemKinds),
    network: z.string(),
    channelId: id,
    status: z.enum(itemStatuses),
    owner: ref.nullable(),
    heldSince: moment.nullable(),
    ownerDoneAt: moment.nullable(),
    contributors: z.array(part),
    approver: part.nullable(),
    needsAll: z.boolean().describe('True: closed only when all parts are done'),
    team: ref.nullable(),
    lapsedOwner: ref.nullable().describe('Whose claim ended without a sign of them'),
    requests: z.array(ref.extend({ word: z.string(), askedAt: moment })),
    confidentialTo: z
      .array(ref)
      .nullable()
      .describe('Who sees a confidential item besides admins and leads; else null'),
    contact: z.object({ id, name: z.string(), handle: z.string(), avatarUrl: z.string().nullable() }),
    preview: z.string(),
    previewDirection: z.enum(['inbound', 'outbound']),
    previewLanguage: language,
    variant: z.string().nullable(),
    rating: z.int().nullable(),
    priority: z.int(),
    language,
    case: caseRef.nullable().describe('What joins it with other items of one matter'),
    tags: z.array(ref),
    messageCount: count,
    hasAttachments: z.boolean(),
    isUnread: z.boolean(),
    awaitsApproval: z.boolean().describe('A reply waits for an approval'),
    hasScheduled: z.boolean().describe('A reply has a time at which it is sent, or is held'),
    scheduledFor: moment.nullable().describe('When the first of those that are not held is sent; null: none of them'),
    promiseDueAt: moment.nullable().describe('When the first of its open promises is due; null: nothing is owed'),
    sendFailed: z.boolean(),
    sendState: z.enum(sendStates).nullable(),
    editedAt: moment.nullable(),
    deletedAt: moment.nullable(),
    lastInboundAt: moment,
    lastActivityAt: moment,
    replyDeadline: moment.nullable(),
    snoozedUntil: moment.nullable(),
    claimedUntil: moment.nullable(),
    capabilities,
    version: z.int(),
  }) satisfies z.ZodType<ItemRow>,
);

export const caseView = name(
  'Case',
  caseRef.extend({
    owner: ref.nullable().describe('Who answers for the whole; each item has an owner of its own'),
    items: z.array(itemRow),
    version: z.int(),
  }) satisfies z.ZodType<CaseView>,
);

/** The item after an act, with the token that undoes it. */
export const changedItem = name('ChangedItem', itemRow.extend({ undo: z.string().nullable() }));

export const itemPage = name(
  'ItemPage',
  z.object({ items: z.array(itemRow), nextCursor: z.string().nullable() }) satisfies z.ZodType<ItemPage>,
);

export const presenceView = name(
  'Presence',
  z.object({ member: ref, itemId: id, isWriting: z.boolean(), isIdle: z.boolean() }) satisfies z.ZodType<PresenceView>,
);

const post = name(
  'Post',
  z.object({
    id,
    text: z.string(),
    language,
    url: z.string().nullable(),
    authorName: z.string(),
    authorHandle: z.string(),
    authorAvatarUrl: z.string().nullable(),
    isOwn: z.boolean(),
    variant: z.string().nullable(),
    attachments: z.array(
      z.object({
        kind: z.string(),
        url: z.string(),
        previewUrl: z.string().optional(),
        altText: z.string().optional(),
      }),
    ),
    counts: z.object({
      replies: count.optional(),
      likes: count.optional(),
      reposts: count.optional(),
      quotes: count.optional(),
    }),
    createdAt: moment,
    deletedAt: moment.nullable(),
  }) satisfies z.ZodType<PostView>,
);

const contact = name(
  'Contact',
  z.object({
    id,
    name: z.string(),
    avatarUrl: z.string().nullable(),
    isVip: z.boolean(),
    identities: z.array(
      z.object({
        id,
        network: z.string(),
        handle: z.string(),
        name: z.string(),
        avatarUrl: z.string().nullable(),
        profileUrl: z.string().nullable(),
      }),
    ),
    items: z.array(
      z.object({
        id,
        kind: z.enum(itemKinds),
        network: z.string(),
        status: z.enum(itemStatuses),
        preview: z.string(),
        previewLanguage: language,
        lastActivityAt: moment,
      }),
    ),
    itemCount: count,
  }) satisfies z.ZodType<ContactView>,
);

const mentioned = { kind: z.enum(['member', 'team']), id, name: z.string() };
export const mentionable = z.object({ ...mentioned, cannot: z.enum(['channel', 'confidential']).nullable() });

export const noteFile = z.object({
  id,
  name: z.string(),
  mimeType: z.string().describe('Read from its content'),
  size: count.describe('In bytes'),
}) satisfies z.ZodType<NoteFileView>;

const note = name(
  'Note',
  z.object({
    id,
    text: z.string(),
    language,
    member: ref,
    guest: z.string().nullable().describe('The guest whose answer it is; the member is then the one who asked'),
    createdAt: moment,
    editedAt: moment.nullable(),
    files: z.array(noteFile),
    mentions: z.array(z.object(mentioned)),
    isForCase: z.boolean().describe('It is read on each item of the case'),
    quote: z.object({ messageId: id, text: z.string().nullable(), author: z.string().nullable() }).nullable(),
  }) satisfies z.ZodType<NoteView>,
);

const historyEntry = name(
  'HistoryEntry',
  z.object({
    id,
    act: z.string(),
    actor: z.enum(['member', 'guest', 'system', 'contact']),
    member: ref.nullable(),
    details: z.record(z.string(), z.unknown()),
    canUndo: z.boolean(),
    createdAt: moment,
  }) satisfies z.ZodType<HistoryEntry>,
);

/** What is filled in of what is asked before an item is resolved. */
export const fieldValues = z
  .array(z.object({ fieldId: id, value: z.string().max(FIELD_VALUE_LIMIT) }) satisfies z.ZodType<FieldValue>)
  .max(stockLimits.item_fields.limit);

export const itemDetail = name(
  'ItemDetail',
  z.object({
    item: itemRow,
    messages: z.array(messageView),
    earlierCursor: z.string().nullable(),
    post: post.nullable(),
    contact,
    notes: z.array(note),
    fields: fieldValues,
    history: z.array(historyEntry),
    presence: z.array(presenceView),
    case: caseView.nullable(),
    caseSuggestions: z.array(
      z.object({ item: itemRow, reason: z.enum(caseReasons) }) satisfies z.ZodType<CaseSuggestion>,
    ),
  }) satisfies z.ZodType<ItemDetail>,
);

export const done = name(
  'Done',
  z.object({ answered: count, resolved: count, snoozed: count }) satisfies z.ZodType<Done>,
);

export const counts = name(
  'Counts',
  z.object({
    byStatus: z.record(z.enum(itemStatuses), count),
    byView: z.record(z.enum(viewNames), count),
    byChannel: z.record(z.string(), count),
    byKind: z.record(z.enum(itemKinds), count),
    byTeam: z.record(z.string(), count),
    matching: count.optional(),
  }) satisfies z.ZodType<Counts>,
);
