import { defineAct } from '#lib/act.ts';
import { asProduct } from '#lib/db/in-workspace.ts';
import { readPeople } from './read-people.ts';
import { readRouting } from './read-routing.ts';
import type { RoutingPersonView } from './types.ts';

/**
 * Everybody to whom items can be distributed, with what they take and what they have. Read as the product: how much
 * somebody has does not depend on what the reader sees of it.
 */
export const listRoutingPeople = defineAct('routing.manage', async (caller): Promise<RoutingPersonView[]> => {
  const { workspaceId } = caller;
  const people = await asProduct(workspaceId, async (tx) => {
    const routing = await readRouting(tx, workspaceId);
    return await readPeople(tx, workspaceId, { routing, now: new Date() });
  });
  return people
    .map(({ id, name, role, profile, capacity, load, isSeen, absence }) => ({
      id,
      name,
      role,
      profile,
      capacity,
      load,
      isSeen,
      absence,
    }))
    .sort((a, b) => a.name.localeCompare(b.name) || (a.id < b.id ? -1 : 1));
});
