import type { ReceiverView } from '#lib/items/team/types.ts';
import type { MemberRef } from '#lib/items/types.ts';

/** Why nobody in a team can receive an item; each has a sentence under `asks.cannotTeam`. */
export type CannotTeam = 'empty' | NonNullable<ReceiverView['cannot']>;

/** Whether somebody in a team can receive the items that `people` was read for. @returns why not, or null */
export function whyTeamCannot(
  members: readonly MemberRef[],
  people: readonly Pick<ReceiverView, 'id' | 'cannot'>[],
): CannotTeam | null {
  if (members.length === 0) return 'empty';
  const reasons = members.map(({ id }) => {
    const person = people.find((one) => one.id === id);
    return person ? person.cannot : 'channel';
  });
  if (reasons.includes(null)) return null;
  return reasons.includes('channel') ? 'channel' : 'client';
}
