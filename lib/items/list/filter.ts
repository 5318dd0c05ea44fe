import { z } from 'zod';
import { Prisma } from '#lib/db/generated/client.ts';
import { Refusal } from '#lib/refusal.ts';
import {
  EXPIRING_MS,
  FILTER_VALUES_LIMIT,
  itemKinds,
  type ItemFilter,
  type ItemStatus,
  itemStatuses,
  momentMs,
  momentPattern,
  notSearched,
} from '../types.ts';
import { kindCode } from './codes.ts';
import { hasTag, isUnread, type MemberKey, tagIdOf } from './item-conditions.ts';

/** A resolved filter: `me` is a member's id, statuses are distinct and sorted. */
export type ReadFilter<Key extends MemberKey = string> = {
  statuses: readonly ItemStatus[];
  /** `none`: nobody's. */
  assignee: { memberId: Key | string } | 'none' | null;
  /** The tags, as SQL of their ids, that all matches have; a list of the first is one index range. */
  allTags: Prisma.Sql[];
  /** Each match has one of these tags at least; empty: no condition. */
  anyTags: Prisma.Sql[];
  /** Conditions of which each match has one, and no other: each is an index range of its own; empty: no condition. */
  alternatives: Prisma.Sql[];
  /** The period of the latest activity, in ISO 8601. */
  activity: { from: string | null; until: string | null };
  q: string | null;
  /** Limited to one contact, to failed items or to those with a reply to approve: few items, which one index finds in any status. */
  isNarrow: boolean;
  /** The conditions on the item besides status and assignee. */
  plain: { [Key in 'network' | 'kind' | 'channel' | 'contact' | 'failed']: ItemFilter[Key] | undefined };
  /** The period in which the reply window closes, in ISO 8601. */
  expires: { from: string; to: string } | null;
  /** True: only what the caller has not read. */
  unread: boolean;
  /** The names or ids of the tags. */
  tags: { all: string[]; any: string[]; none: string[] };
  /** The conditions on columns of the item that have few values, besides status and alternatives. */
  own: Prisma.Sql[];
  /** All conditions besides status, assignee, alternatives, activity and the tags that a match has. */
  conditions: Prisma.Sql[];
};

/** Postgres cannot store NUL in a text. */
const text = (limit: number) =>
  z
    .string()
    .max(limit)
    .refine((value) => !value.includes('\u0000'));

const values = <T extends z.ZodType>(value: T) => z.array(value).max(FILTER_VALUES_LIMIT).optional();

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
  scheduled: z.boolean().optional(),
  promised: z.boolean().optional(),
  failed: z.boolean().optional(),
  expiring: z.boolean().optional(),
  contact: z.guid().optional(),
  unread: z.boolean().optional(),
  priority: values(z.int().min(0).max(4)),
  language: values(text(35)),
  rating: values(z.int().min(1).max(5)),
  from: z.string().regex(momentPattern).optional(),
  until: z.string().regex(momentPattern).optional(),
  allTags: values(text(100)),
  anyTags: values(text(100)),
  noTags: values(text(100)),
});

/** @throws Refusal `invalid` naming the field */
export function readFilter<Key extends MemberKey>(
  caller: { memberId: Key },
  given: ItemFilter,
  now = new Date(),
): ReadFilter<Key> {
  const result = shape.safeParse(given);
  if (!result.success) throw new Refusal('invalid', { field: String(result.error.issues[0]?.path[0] ?? 'filter') });
  const filter = result.data;
  const own: Prisma.Sql[] = [];
  if (filter.network) own.push(Prisma.sql`i."network" = ${filter.network}`);
  if (filter.kind) own.push(Prisma.sql`i."kindCode" = ${kindCode(filter.kind)}`);
  if (filter.channel) own.push(Prisma.sql`i."channelId" = ${filter.channel}::uuid`);
  if (filter.contact) own.push(Prisma.sql`i."contactId" = ${filter.contact}::uuid`);
  if (filter.team) own.push(Prisma.sql`i."teamId" = ${filter.team}::uuid`);
  if (filter.approval) own.push(Prisma.sql`i."awaitingApprovals" > 0`);
  if (filter.scheduled) own.push(Prisma.sql`i."scheduledReplies" > 0`);
  if (filter.promised) own.push(Prisma.sql`i."openPromises" > 0`);
  if (filter.failed) own.push(Prisma.sql`i."sendFailed"`);
  const expires = filter.expiring
    ? { from: now.toISOString(), to: new Date(now.getTime() + EXPIRING_MS).toISOString() }
    : null;
  const q = filter.q?.trim();
  const unfit = q && notSearched.find((field) => isSet(filter[field]));
  if (unfit) throw new Refusal('invalid', { field: unfit });
  const alternatives = alternativesOf(filter, own);
  const tags = {
    all: distinct([...(filter.tag ? [filter.tag] : []), ...(filter.allTags ?? [])]),
    any: distinct(filter.anyTags ?? []),
    none: distinct(filter.noTags ?? []),
  };
  return {
    statuses: filter.status?.length ? itemStatuses.filter((status) => filter.status?.includes(status)) : itemStatuses,
    assignee: readAssignee(caller, filter.assignee),
    allTags: tags.all.map(tagIdOf),
    anyTags: tags.any.map(tagIdOf),
    alternatives,
    activity: { from: readMoment(filter.from, now, 'from'), until: readMoment(filter.until, now, 'until') },
    q: q ? q : null,
    isNarrow: Boolean(filter.contact ?? filter.failed ?? filter.approval ?? filter.scheduled ?? filter.promised),
    plain: {
      network: filter.network,
      kind: filter.kind,
      channel: filter.channel,
      contact: filter.contact,
      failed: filter.failed,
    },
    expires,
    unread: filter.unread ?? false,
    tags,
    own,
    conditions: [
      ...own,
      ...(expires ? [isExpiring(expires)] : []),
      ...(filter.unread ? [isUnread(caller)] : []),
      ...tags.none.map((tag) => Prisma.sql`${hasTag(tagIdOf(tag))} IS NOT TRUE`),
    ],
  };
}

/** The reply window closes in the period. */
export const isExpiring = ({ from, to }: { from: string; to: string }): Prisma.Sql =>
  Prisma.sql`i."replyDeadline" > ${from}::timestamptz AND i."replyDeadline" <= ${to}::timestamptz`;

/** Whether a field of a filter says something. */
export const isSet = (value: unknown): boolean => (Array.isArray(value) ? value.length > 0 : Boolean(value));
/** @returns ISO 8601 in UTC */
function readMoment(given: string | undefined, now: Date, field: string): string | null {
  if (given === undefined) return null;
  const ms = momentMs(given, now.getTime());
  if (Number.isNaN(ms)) throw new Refusal('invalid', { field });
  return new Date(ms).toISOString();
}

const distinct = <T>(given: readonly T[]): T[] => [...new Set(given)];

/**
 * One field with several values becomes alternatives, so that each is read in the list's order from its own index; the
 * values of the other fields are conditions.
 */
function alternativesOf(filter: z.infer<typeof shape>, own: Prisma.Sql[]): Prisma.Sql[] {
  const fields = [
    distinct(filter.rating ?? []).map((one) => Prisma.sql`i."rating" = ${one}::int2`),
    distinct(filter.language ?? []).map((one) => Prisma.sql`i."language" = ${one}`),
    distinct(filter.priority ?? []).map((one) => Prisma.sql`i."priority" = ${one}::int2`),
  ].filter((choices) => choices.length > 0);
  const [first = [], ...others] = fields;
  for (const choices of others) own.push(Prisma.sql`(${Prisma.join(choices, ' OR ')})`);
  return first;
}

function readAssignee<Key extends MemberKey>(
  { memberId }: { memberId: Key },
  assignee: string | undefined,
): ReadFilter<Key>['assignee'] {
  if (!assignee) return null;
  if (assignee === 'none') return 'none';
  return { memberId: assignee === 'me' ? memberId : assignee };
}
