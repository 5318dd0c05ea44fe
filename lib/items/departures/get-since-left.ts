import { defineAct } from '#lib/act.ts';
import type { Caller } from '#lib/caller.ts';
import type { Tx } from '#lib/db/tx.ts';
import { asMember } from '#lib/db/in-workspace.ts';
import { readChanged } from './read-changed.ts';
import { type DepartureNow, readDeparture } from './read-departure.ts';
import { readDue } from './read-due.ts';
import { readPromised } from './read-promised.ts';
import { openDeparture } from './settle-departure.ts';
import { SINCE_LEFT_LIMIT, type SinceLeft } from './types.ts';

/**
 * What happened since the caller left this workspace: what others and the contacts did to the items that were theirs, what is
 * due, and what they owe. After the acknowledgment, only what it did not reach.
 * @param input.limit the most lines of each; 0 for the numbers alone
 */
export const getSinceLeft = defineAct(
  'items.read',
  async (caller, { limit = SINCE_LEFT_LIMIT }: { limit?: number | undefined } = {}): Promise<SinceLeft> =>
    await asMember(caller, async (tx) => {
      const departure = await readOwnDeparture(tx, caller);
      if (!departure?.leftAt) return nothingSince(departure?.now ?? new Date());
      const { leftAt, now, acknowledgedAt } = departure;
      const { seen, ...changed } = await readChanged(tx, caller, departure, limit);
      return {
        leftAt: leftAt.toISOString(),
        until: now.toISOString(),
        isAcknowledged: acknowledgedAt !== null,
        changed,
        due: await readDue(tx, caller, { ...departure, leftAt }, limit),
        promised: await readPromised(tx, caller, { ...departure, leftAt }, limit),
        seen,
      };
    }),
);

/** An archived workspace cannot record that they have left: there it is worked out. */
async function readOwnDeparture(tx: Tx, caller: Caller): Promise<(DepartureNow & { heldSince: Date | null }) | null> {
  const known = await readDeparture(tx, caller);
  if (!known?.isOverdue) return known && { ...known, heldSince: null };
  if (!known.isReadOnly) {
    const settled = await openDeparture(tx, caller);
    return settled && { ...settled, heldSince: null };
  }
  const isPending = known.leftAt !== null && known.acknowledgedAt === null;
  return {
    ...known,
    leftAt: isPending ? known.leftAt : known.seenAt,
    acknowledgedUntil: null,
    acknowledgedAt: null,
    heldSince: known.seenAt,
  };
}

const nothingSince = (now: Date): SinceLeft => ({
  leftAt: null,
  until: now.toISOString(),
  isAcknowledged: false,
  changed: { total: 0, lines: [] },
  due: { total: 0, lines: [] },
  promised: { total: 0, lines: [] },
  seen: [],
});
