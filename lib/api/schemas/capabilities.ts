import { z } from 'zod';
import { type Capabilities, itemKinds, type ReplyCapability } from '#lib/networks/contract.ts';
import { name } from './fields.ts';

const reply = name(
  'ReplyCapability',
  z.object({
    maxLength: z.int(),
    count: z.enum(['graphemes', 'codePoints', 'utf16', 'bytes', 'weighted']),
    weights: z
      .object({
        link: z.int(),
        emoji: z.int(),
        light: z.array(z.tuple([z.int(), z.int()]).readonly()).readonly(),
        other: z.int(),
      })
      .optional(),
    maxBytes: z.int().optional(),
    images: z
      .object({ max: z.int(), maxBytes: z.int(), types: z.array(z.string()).readonly(), altText: z.boolean() })
      .optional(),
    windows: z
      .array(
        z.object({
          as: z.string(),
          forMs: z.int(),
          since: z.enum(['contact', 'message']),
          right: z.string().optional(),
          max: z.int().optional(),
        }),
      )
      .readonly()
      .optional(),
    once: z.literal(true).optional(),
    afterWindow: z.literal('template').optional(),
  }) satisfies z.ZodType<ReplyCapability>,
);

/** The capabilities for an item; an absent key means not available. */
export const capabilities = name(
  'Capabilities',
  z.object({
    reply: reply.optional(),
    privateReply: reply.optional(),
    hide: z.literal(true).optional(),
    delete: z.enum(['own', 'any']).optional(),
    like: z.literal(true).optional(),
    block: z.literal(true).optional(),
    mute: z.literal(true).optional(),
    markRead: z.literal(true).optional(),
  }) satisfies z.ZodType<Capabilities>,
);

export const capabilitiesByKind = z.partialRecord(z.enum(itemKinds), capabilities);
