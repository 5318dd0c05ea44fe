import { defineAct } from '#lib/act.ts';
import type { Caller } from '#lib/caller.ts';
import { asMember } from '#lib/db/in-workspace.ts';
import type { Tx } from '#lib/db/tx.ts';
import { absenceOf } from './absence-of.ts';
import { readAvailabilities, readTimeZone } from './read-availability.ts';
import { alwaysHere, type AvailabilityView } from './types.ts';

/** What the caller set about being here, and whether that makes them absent now. */
export const getAvailability = defineAct('items.work', async (caller): Promise<AvailabilityView> => {
  return await asMember(caller, async (tx) => await viewAvailability(tx, caller));
});

export async function viewAvailability(tx: Tx, { workspaceId, memberId }: Caller): Promise<AvailabilityView> {
  const availability = (await readAvailabilities(tx, workspaceId, memberId)).get(memberId) ?? alwaysHere;
  const workspaceTimeZone = await readTimeZone(tx, workspaceId);
  return { ...availability, workspaceTimeZone, absence: absenceOf(availability, workspaceTimeZone, new Date()) };
}
