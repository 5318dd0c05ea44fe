import type { MemberWork, ReceiverView } from '#lib/items/team/types.ts';
import type { MemberRef } from '#lib/items/types.ts';

/** Chosen instead of a person: the items go back to nobody. */
export const NOBODY = 'nobody';

/** Who gets the selected items. `gone`: who was chosen has left the list since. */
export type MoveTarget =
  { kind: 'nobody' } | { kind: 'gone' } | { kind: 'member'; member: MemberRef; cannot: ReceiverView['cannot'] };

/** @param people to whom the selected items can be given; who is not among them yet is not known to be unable */
export function moveTarget(
  chosen: string,
  others: readonly MemberWork[],
  people: readonly Pick<ReceiverView, 'id' | 'cannot'>[],
): MoveTarget {
  if (chosen === NOBODY) return { kind: 'nobody' };
  const member = others.find(({ id }) => id === chosen);
  if (!member) return { kind: 'gone' };
  const cannot = people.find(({ id }) => id === chosen)?.cannot ?? null;
  return { kind: 'member', member: { id: member.id, name: member.name }, cannot };
}

/** Whom the items are assigned to; undefined: nothing is to be done. */
export function ownerAfterMove(target: MoveTarget): MemberRef | null | undefined {
  if (target.kind === 'nobody') return null;
  return target.kind === 'member' && target.cannot === null ? target.member : undefined;
}
