import { may } from '#lib/act.ts';
import { Prisma } from '#lib/db/generated/client.ts';
import type { Role } from '#lib/caller.ts';
import { roles } from '#lib/workspaces/types.ts';
import { ownItems } from './own-items.ts';

export type Receiver = {
  id: string;
  name: string;
  role: Role;
  /** The channels that the member sees; null: all. */
  channelIds: readonly string[] | null;
};

/** What decides about an item: where it came in. */
export type Received = { channelId: string };

/** Why a member cannot be given an item; each has a sentence under `asks.cannotReceive`. */
export type CannotReceive = 'client' | 'channel';

/**
 * Whether a member may be given an item, as its owner or with a part: the one place that decides it, for the picker, for
 * one item and for many. A confidential item is no obstacle: whoever works on it is named in it.
 * @param item null: any item
 * @returns why not, or null
 */
export function mayReceive(
  { role, channelIds }: Pick<Receiver, 'role' | 'channelIds'>,
  item: Received | null,
): CannotReceive | null {
  if (!may({ role }, ownItems)) return 'client';
  return item && channelIds && !channelIds.includes(item.channelId) ? 'channel' : null;
}

const rolesThatReceive = () => roles.filter((role) => may({ role }, ownItems));

/** The same as SQL: a condition on a row `m` of `member`. @param channelId SQL of the item's channel */
export function mayReceiveSql(channelId: Prisma.Sql): Prisma.Sql {
  return Prisma.sql`m."removedAt" IS NULL AND m."role"::text = ANY(${rolesThatReceive()}::text[])
    AND ${channelId} = ANY (coalesce(channels_of_member(m."workspaceId", m."id"), ARRAY[${channelId}]))`;
}
