import { unlessArchived } from '#lib/db/in-workspace.ts';
import type { Tx } from '#lib/db/tx.ts';
import { announce } from '#lib/realtime/announce.ts';
import { assignPlaced } from './assign-placed.ts';
import { planRouting } from './plan-routing.ts';
import { type KnownPerson, readPeople, receiving } from './read-people.ts';
import { readRouting } from './read-routing.ts';
import { takeBack } from './take-back.ts';
import type { RoutingView } from './types.ts';
import { keepTurns, readWaiting, type Turn } from './waiting-items.ts';

/** As many waiting items as one statement reads and one plan decides about. */
const PAGE = 20_000;

export type Routed = { placed: number; takenBack: number };

/**
 * One cycle of distribution in a workspace: takes back what was given to people who left without beginning it, then gives
 * what waits to the people who are here. Any number of workers may call it at once: one of them runs, the others do nothing.
 * @returns how many items it gave and took back
 */
export async function routeItems(workspaceId: string, now = new Date()): Promise<Routed> {
  // Two transactions, so that the history shows in this order what is taken back and given again.
  const takenBack = await alone({ workspaceId, now }, (tx, { people }) => takeBack(tx, workspaceId, { people, now }));
  const placed = await alone({ workspaceId, now }, async (tx, { routing, people }) => {
    await keepTurns(tx, workspaceId);
    const count = await place(tx, workspaceId, { routing, people: receiving(people) });
    await tx.$executeRaw`UPDATE "routing_settings" SET "lastCycleAt" = now() WHERE "workspaceId" = ${workspaceId}::uuid`;
    return count;
  });
  if (placed + takenBack > 0) announce(workspaceId);
  return { placed, takenBack };
}

/** Runs where no other worker distributes in this workspace. @returns 0 where one does, where it is switched off, or in an archived one */
async function alone(
  { workspaceId, now }: { workspaceId: string; now: Date },
  run: (tx: Tx, read: { routing: RoutingView; people: KnownPerson[] }) => Promise<number>,
): Promise<number> {
  const changed = await unlessArchived(workspaceId, async (tx) => {
    const [held] = await tx.$queryRaw<unknown[]>`
      SELECT FROM "routing_settings" WHERE "workspaceId" = ${workspaceId}::uuid AND "isOn" FOR UPDATE SKIP LOCKED`;
    if (!held) return 0;
    const routing = await readRouting(tx, workspaceId);
    return await run(tx, { routing, people: await readPeople(tx, workspaceId, { routing, now }) });
  });
  return changed ?? 0;
}

type Given = { routing: RoutingView; people: readonly KnownPerson[] };

/** Page by page, as long as somebody has room. */
async function place(tx: Tx, workspaceId: string, { routing, people: given }: Given): Promise<number> {
  const { weights, returnsToLastHandler, skills } = routing;
  const skillsByTag = new Map(skills.map(({ tagId, skill }) => [tagId, skill]));
  const smallest = Math.min(...Object.values(weights));
  let people: Parameters<typeof planRouting>[1] = given;
  let after: Turn | null = null;
  let placed = 0;
  const hasRoom = () =>
    people.some(({ isHere, isKept, load, capacity }) => isHere && !isKept && load + smallest <= capacity);
  while (hasRoom()) {
    const items = await readWaiting(tx, workspaceId, { after, limit: PAGE });
    const plan = planRouting(items, people, { weights, returnsToLastHandler, skillsByTag });
    placed += await assignPlaced(tx, workspaceId, plan.placements);
    people = plan.people;
    after = items.at(-1) ?? null;
    if (items.length < PAGE) break;
  }
  return placed;
}
