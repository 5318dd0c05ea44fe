import type { MemberView } from '#components/api/client.ts';
import { alwaysNamed, workingOn } from '#components/inbox-state/acts/people-after.ts';
import { seesChannel } from '#components/inbox-state/people/sees-channel.ts';
import type { ItemRow, MemberRef } from '#lib/items/types.ts';

/** Why somebody can neither be named in a confidential item nor taken off; each has a sentence under `asks.cannotName`. */
export type CannotName = 'works' | 'self' | 'channel';

export type NamedChoice = Pick<MemberView, 'id' | 'name' | 'role'> & { isChosen: boolean; cannot: CannotName | null };

const seesAnyway = ({ role }: Pick<MemberView, 'role'>) => role === 'admin' || role === 'lead';

/**
 * Whom an item can name. Who works on it, and a member who would lose sight of it, are named whatever is chosen. Who has
 * lost the channel can only be taken off.
 * @param self the member, if only those who are named keep seeing the item
 */
export function namedChoices(
  row: ItemRow | undefined,
  members: readonly MemberView[],
  self: MemberRef | null,
): NamedChoice[] {
  const working = new Set(row ? workingOn(row).map(({ id }) => id) : []);
  return members
    .filter((member) => !seesAnyway(member))
    .map((member) => {
      const { id, name, role } = member;
      const isChosen = row?.confidentialTo?.some((one) => one.id === id) ?? false;
      const isBlind = row !== undefined && !seesChannel(member, row.channelId);
      const cannot = working.has(id) ? 'works' : self?.id === id ? 'self' : isBlind && !isChosen ? 'channel' : null;
      return { id, name, role, isChosen, cannot };
    });
}

/** Whether nobody is named besides those who see the item anyway. */
export function isForLeadsOnly(
  row: ItemRow | undefined,
  members: readonly MemberView[],
  self: MemberRef | null,
): boolean {
  if (!row?.confidentialTo) return false;
  const anyway = new Set([...alwaysNamed(row, self), ...members.filter(seesAnyway)].map(({ id }) => id));
  return row.confidentialTo.every(({ id }) => anyway.has(id));
}
