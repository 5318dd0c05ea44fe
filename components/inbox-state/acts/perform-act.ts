import type { WorkspaceApi } from '#components/api/client.ts';
import type { ItemStore } from '../items/item-store.ts';
import { type ActRequest, hasNoBulk } from './act-requests.ts';

type Context = {
  api: Pick<WorkspaceApi, 'act' | 'bulk' | 'readRows' | 'undo'>;
  items: ItemStore;
  problemText: (error: unknown) => string;
  /** Called when the server has changed items, so that what depends on them is read again. */
  onChanged: (ids: readonly string[]) => void;
};

/**
 * Shows an act at once and asks the server for it; several items go in one call. If the server refuses, the rows come back
 * with the reason beside them.
 * @returns whether it was done, and what takes it back where that is possible
 */
export async function performAct(
  { api, items, problemText, onChanged }: Context,
  ids: readonly string[],
  { act, body = {}, change }: ActRequest,
): Promise<{ isDone: boolean; undo: (() => Promise<void>) | null }> {
  const shown = items.showAct(ids, change);
  try {
    const token = await callServer();
    if (token.length === 0) return { isDone: true, undo: null };
    const undo = async () => {
      for (const one of token) items.putRows((await api.undo(one)).items);
      shown.unfold();
      onChanged(ids);
    };
    return { isDone: true, undo };
  } catch (error) {
    shown.unfold();
    for (const id of ids) items.setFailure(id, problemText(error));
    return { isDone: false, undo: null };
  } finally {
    shown.endChanges();
    onChanged(ids);
  }

  /** @returns the undo tokens, the latest first */
  async function callServer(): Promise<string[]> {
    if (ids.length === 1 || hasNoBulk(act)) {
      const tokens: string[] = [];
      for (const id of ids) {
        const row = await api.act(id, act, body);
        items.putRows([row]);
        if (row.undo) tokens.unshift(row.undo);
      }
      return tokens;
    }
    const { undo } = await api.bulk({ act, itemIds: [...ids], ...body });
    items.putRows((await api.readRows(ids)).items);
    return undo ? [undo] : [];
  }
}
