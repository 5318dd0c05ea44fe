import { unlessArchived } from '#lib/db/in-workspace.ts';
import { announce } from '#lib/realtime/announce.ts';
import { changeItems, type ItemChange } from './change-items.ts';

export type DueItem = { workspaceId: string; id: string };

/** How many due items one query finds. */
const CHUNK = 1000;

/**
 * Changes the due items of all workspaces, each workspace in its own transaction. The change's condition is checked
 * again on the locked row, so that nothing is changed twice when two sweeps run at once or a member was quicker;
 * nor in a workspace that was archived meanwhile.
 */
export async function changeDueItems(find: (limit: number) => Promise<DueItem[]>, change: ItemChange): Promise<number> {
  let total = 0;
  for (;;) {
    const due = await find(CHUNK);
    let changed = 0;
    for (const [workspaceId, items] of Map.groupBy(due, (item) => item.workspaceId)) {
      const ids = items.map(({ id }) => id);
      const by = { workspaceId, system: true } as const;
      const done = (await unlessArchived(workspaceId, (tx) => changeItems(tx, by, ids, change))) ?? [];
      if (done.length > 0) announce(workspaceId);
      changed += done.length;
    }
    total += changed;
    if (due.length < CHUNK || changed === 0) return total;
  }
}
