import { z } from 'zod';
import { actionStates } from '#lib/items/detail/action-types.ts';
import type { ActionView, AttachmentView, MessageView, OffersView, OfferView } from '#lib/items/types.ts';
import { capabilityNames } from '#lib/networks/contract.ts';
import { id, language, moment, name, ref } from './fields.ts';

export const actionView = name(
  'Action',
  z.object({
    id,
    itemId: id,
    messageId: id.nullable(),
    targetId: id,
    kind: z.string(),
    state: z.enum(actionStates),
    externalId: z.string().nullable(),
    url: z.string().nullable(),
    error: z.object({ kind: z.string(), reason: z.string(), detail: z.string().nullable() }).nullable(),
    dueAt: moment,
    schedule: z
      .object({ at: moment, heldReason: z.string().nullable(), version: z.int() })
      .nullable()
      .describe('Of a reply to which a member gave a time'),
    template: z.string().nullable().describe('The name of the template that a reply is'),
    createdAt: moment,
    finishedAt: moment.nullable(),
  }) satisfies z.ZodType<ActionView>,
);

export const attachmentView = name(
  'Attachment',
  z.object({
    id,
    kind: z.enum(['image', 'video', 'audio', 'file', 'link']),
    url: z.string().nullable(),
    previewUrl: z.string().nullable(),
    altText: z.string(),
    mimeType: z.string().nullable(),
    title: z.string().nullable(),
    width: z.int().nullable(),
    height: z.int().nullable(),
    file: z
      .enum(['awaited', 'kept', 'lost'])
      .nullable()
      .describe('Of a file that its network serves only for a short time: whether it is kept here'),
  }) satisfies z.ZodType<AttachmentView>,
);

const offer = name(
  'Offer',
  z.discriminatedUnion('can', [
    z.object({
      can: z.literal(true),
      as: z.string().nullable(),
      until: moment.nullable(),
      maxLength: z.int().nullable(),
    }),
    z.object({ can: z.literal(false), reason: z.string(), since: moment.nullable() }),
  ]) satisfies z.ZodType<OfferView>,
);

/** The actions that are allowed on a message now. */
const offersView = name('Offers', z.record(z.enum(capabilityNames), offer) satisfies z.ZodType<OffersView>);

export const messageView = name(
  'Message',
  z.object({
    id,
    direction: z.enum(['inbound', 'outbound']),
    state: z.enum(['received', 'sent', ...actionStates]).exclude(['done', 'cancelled']),
    isPrivate: z.boolean(),
    text: z.string().nullable(),
    externalId: z.string().nullable(),
    parentExternalId: z.string().nullable(),
    url: z.string().nullable(),
    language,
    author: z.object({ id, name: z.string(), handle: z.string(), avatarUrl: z.string().nullable() }).nullable(),
    member: ref.nullable(),
    rating: z.int().nullable(),
    variant: z.string().nullable(),
    hidden: z.boolean(),
    liked: z.boolean(),
    editedAt: moment.nullable(),
    deletedAt: moment.nullable(),
    createdAt: moment,
    receivedAt: moment,
    attachments: z.array(attachmentView),
    versions: z.array(z.object({ text: z.string(), language, replacedAt: moment })),
    delivery: z.object({ state: z.enum(['sent', 'delivered', 'read']), at: moment }).nullable(),
    action: actionView.nullable(),
    offers: offersView.nullable(),
    erasedAt: moment.nullable(),
    cutFrom: z.int().nullable(),
  }) satisfies z.ZodType<MessageView>,
);

export const actionAnswer = z.object({ action: actionView });
