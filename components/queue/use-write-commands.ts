import { useInbox } from '#components/inbox-state/inbox-provider.tsx';
import type { ComposerMode } from '#components/inbox-state/screen-state.ts';
import { useListCursor } from '#components/inbox-state/use-list-cursor.ts';
import { writeOnItem } from '#components/inbox-state/write-on-item.ts';
import { useCommands } from '#components/keys/use-keys.ts';
import { readRoute } from '#components/route/route-store.ts';

/** Writes on the open item; without one, opens the cursor's row to write on it. */
export function useWriteCommands(): void {
  const { screen } = useInbox();
  const cursor = useListCursor();
  const write = (mode: ComposerMode) => {
    if (!readRoute()?.itemId) {
      const { cursorId } = screen.get();
      if (!cursorId) return;
      screen.set({ openingMode: mode });
      cursor.open(cursorId, { movesFocus: false });
    }
    writeOnItem(screen, mode);
  };
  useCommands({
    reply: () => write('reply'),
    privateReply: () => write('private'),
    note: () => write('note'),
  });
}
