import { z } from 'zod';
import { type ChannelCheckView, checkKinds, checkOutcomes } from '#lib/channels/check/types.ts';
import { itemKinds } from '#lib/networks/contract.ts';
import { count, id, moment, name } from './fields.ts';

const amount = z.number().min(0).nullable();

export const channelCheckView = name(
  'ChannelCheck',
  z.object({
    check: z
      .object({
        id,
        isAutomatic: z.boolean(),
        createdAt: moment,
        finishedAt: moment.nullable(),
        lines: z.array(
          z.object({
            kind: z.enum(checkKinds),
            name: z.string(),
            itemKinds: z.array(z.enum(itemKinds)),
            outcome: z.enum(checkOutcomes).nullable().describe('Null while it waits'),
            reason: z.string().nullable(),
            detail: z.string().nullable().describe('The network’s own words'),
            needed: amount,
            available: amount,
            channels: count.nullable(),
            tookMs: count.nullable(),
          }),
        ),
      })
      .nullable(),
    costMicros: count.nullable(),
    trial: z
      .object({
        startedAt: moment,
        arrival: z
          .object({ at: moment, writtenAt: moment, way: z.enum(['push', 'poll']), itemKind: z.enum(itemKinds) })
          .nullable(),
      })
      .nullable(),
    facts: z.array(
      z.object({
        name: z.string(),
        settledBy: z.string(),
        found: z.string().nullable(),
        foundAt: moment.nullable(),
      }),
    ),
  }) satisfies z.ZodType<ChannelCheckView>,
);
