import { z } from 'zod';
import type { Caller } from '#lib/caller.ts';
import { Prisma } from '#lib/db/generated/client.ts';
import { Refusal } from '#lib/refusal.ts';
import { EXPIRING_MS, itemKinds, type ItemFilter, type ItemStatus, itemStatuses } from '../types.ts';
import { kindCode } from './codes.ts';

/** A resolved filter: `me` is a member's id, statuses are distinct and sorted. */
export type ReadFilter = {
  statuses: readonly ItemStatus[];
  /** `none`: nobody's. */
  assignee: { memberId: string } | 'none' | null;
  tag: { id: string } | { name: string } | null;
  q: string | null;
  /** Limited to one contact, to failed items or to those with a reply to approve: few items, which one index finds in any status. */
  isNarrow: boolean;
  /** The conditions on the item besides status and assignee. */
  plain: { [Key in 'network' | 'kind' | 'channel' | 'contact' | 'failed']: ItemFilter[Key] | undefined };
  /** The period in which the reply window closes, in ISO 8601. */
  expires: { from: string; to: string } | null;
  conditions: Prisma.Sql[];
};

const isUuid = (text: string) => z.guid().safeParse(text).success;

/** Postgres cannot store NUL in a text. */
const text = (limit: number) =>
  z
    .string()
    .max(limit)
    .refine((value) => !value.includes('\u0000'));

const shape = z.object({
  status: z.array(z.enum(itemStatuses)).optional(),
  assignee: z.union([z.literal('me'), z.literal('none'), z.guid()]).optional(),
  network: text(60).optional(),
  kind: z.enum(itemKinds).optional(),
  channel: z.guid().optional(),
  tag: text(100).optional(),
  q: text(400).optional(),
  team: z.guid().optional(),
  approval: z.boolean().optional(),
  failed: z.boolean().optional(),
  expiring: z.boolean().optional(),
  contact: z.guid().optional(),
});

/** @throws Refusal `invalid` naming the field */
export function readFilter(caller: Caller, given: ItemFilter, now = new Date()): ReadFilter {
  const result = shape.safeParse(given);
  if (!result.success) throw new Refusal('invalid', { field: String(result.error.issues[0]?.path[0] ?? 'filter') });
  const filter = result.data;
  const conditions: Prisma.Sql[] = [];
  if (filter.network) conditions.push(Prisma.sql`i."network" = ${filter.network}`);
  if (filter.kind) conditions.push(Prisma.sql`i."kindCode" = ${kindCode(filter.kind)}`);
  if (filter.channel) conditions.push(Prisma.sql`i."channelId" = ${filter.channel}::uuid`);
  if (filter.contact) conditions.push(Prisma.sql`i."contactId" = ${filter.contact}::uuid`);
  if (filter.team) conditions.push(Prisma.sql`i."teamId" = ${filter.team}::uuid`);
  if (filter.approval) conditions.push(Prisma.sql`i."awaitingApprovals" > 0`);
  if (filter.failed) conditions.push(Prisma.sql`i."sendFailed"`);
  const expires = filter.expiring
    ? { from: now.toISOString(), to: new Date(now.getTime() + EXPIRING_MS).toISOString() }
    : null;
  if (expires) {
    conditions.push(
      Prisma.sql`i."replyDeadline" > ${expires.from}::timestamptz AND i."replyDeadline" <= ${expires.to}::timestamptz`,
    );
  }
  const q = filter.q?.trim();
  // The search function knows neither teams nor approvals.
  for (const field of ['team', 'approval'] as const) {
    if (q && filter[field]) throw new Refusal('invalid', { field });
  }
  return {
    statuses: filter.status?.length ? itemStatuses.filter((status) => filter.status?.includes(status)) : itemStatuses,
    assignee: readAssignee(caller, filter.assignee),
    tag: !filter.tag ? null : isUuid(filter.tag) ? { id: filter.tag } : { name: filter.tag.trim() },
    q: q ? q : null,
    isNarrow: Boolean(filter.contact ?? filter.failed ?? filter.approval),
    plain: {
      network: filter.network,
      kind: filter.kind,
      channel: filter.channel,
      contact: filter.contact,
      failed: filter.failed,
    },
    expires,
    conditions,
  };
}

function readAssignee(caller: Caller, assignee: string | undefined): ReadFilter['assignee'] {
  if (!assignee) return null;
  if (assignee === 'none') return 'none';
  return { memberId: assignee === 'me' ? caller.memberId : assignee };
}
