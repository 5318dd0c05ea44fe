import type { ScreenState } from '#components/inbox-state/screen-state.ts';
import type { StateStore } from '#components/inbox-state/state-store.ts';
import { readRoute } from '#components/route/route-store.ts';

/** What a command of the list acts on: the selection, else the open item, else the cursor's row. */
export function targetsOf(screen: StateStore<ScreenState>): string[] {
  const { selected, cursorId } = screen.get();
  if (selected.size > 0) return [...selected];
  const one = readRoute()?.itemId ?? cursorId;
  return one ? [one] : [];
}
