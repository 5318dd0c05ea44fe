import { inWorkspace } from '#lib/db/in-workspace.ts';
import { announce } from '#lib/realtime/announce.ts';
import { changeItems, type ItemChange } from './change-items.ts';

export type DueItem = { workspaceId: string; id: string };

/** Items that one look finds. */
const CHUNK = 1000;

/**
 * Changes what is due in all workspaces, each in its own transaction. The change's condition decides once more, so
 * that two sweeps at once, or a member who was quicker, change nothing twice.
 */
export async function changeDueItems(find: (limit: number) => Promise<DueItem[]>, change: ItemChange): Promise<number> {
  let total = 0;
  for (;;) {
    const due = await find(CHUNK);
    let changed = 0;
    for (const [workspaceId, items] of Map.groupBy(due, (item) => item.workspaceId)) {
      const ids = items.map(({ id }) => id);
      const done = await inWorkspace(workspaceId, (tx) => changeItems(tx, { workspaceId, system: true }, ids, change));
      if (done.length > 0) announce(workspaceId);
      changed += done.length;
    }
    total += changed;
    if (due.length < CHUNK || changed === 0) return total;
  }
}
