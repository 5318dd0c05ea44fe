'use client';
import { useActs } from '#components/inbox-state/acts/use-acts.tsx';
import { useInbox } from '#components/inbox-state/inbox-provider.tsx';
import { useCommands } from '#components/keys/use-keys.ts';
import { targetsOf } from './targets.ts';
import { useOneWorkspace } from './use-one-workspace.ts';
import { useSelection } from './use-selection.ts';

/** The commands about who works on the items, and who sees them. */
export function usePeopleCommands(): void {
  const { screen, items, scopeOf } = useInbox();
  const acts = useActs();
  const select = useSelection();
  const areOfOne = useOneWorkspace();
  const openDialog = (kind: 'assign' | 'ask-for' | 'hand-over') => {
    const itemIds = targetsOf(screen);
    if (itemIds.length > 0 && areOfOne(itemIds)) screen.set({ dialog: { kind, itemIds } });
  };
  useCommands({
    assign: () => openDialog('assign'),
    finishPart: () => {
      const ids = targetsOf(screen);
      select.none();
      void acts.finishPart(ids);
    },
    askFor: () => openDialog('ask-for'),
    handOver: () => {
      const ids = targetsOf(screen);
      const row = ids.length === 1 && ids[0] ? items.row(ids[0]) : undefined;
      const asker = row?.requests[0];
      // Who asked is waiting: one key is enough.
      if (asker && row.owner?.id === scopeOf(row.id).workspace.me.memberId) void acts.handOver(ids, asker, '');
      else openDialog('hand-over');
    },
    confidential: () => {
      const [one, ...others] = targetsOf(screen);
      if (one && others.length === 0) screen.set({ dialog: { kind: 'confidential', itemIds: [one] } });
    },
  });
}
