import type { WorkspaceApi } from '#components/api/client.ts';
import type { ItemStore } from '../items/item-store.ts';
import { PAGE_LIMIT } from '#lib/items/types.ts';
import { type ActRequest, hasNoBulk } from './act-requests.ts';

type Context = {
  api: Pick<WorkspaceApi, 'act' | 'bulk' | 'readRows' | 'undo'>;
  items: ItemStore;
  problemText: (error: unknown) => string;
  /** Called when the server has changed items, so that what depends on them is read again. */
  onChanged: (ids: readonly string[]) => void;
};

/** What came of an act: how many items it changed, whether some were refused, and what takes it back where that is possible. */
export type Performed = { changed: number; isRefused: boolean; undo: (() => Promise<void>) | null };

/** @property undo tokens, the latest first; @property refused the items that the server did not change, with the reason */
type Answer = { changed: number; undo: string[]; refused: { id: string; reason: string }[] };

/**
 * Shows an act at once and asks the server for it; several items go in one call where there is one for them. Rows that the
 * server refuses come back with the reason beside them.
 */
export async function performAct(
  { api, items, problemText, onChanged }: Context,
  ids: readonly string[],
  { act, body = {}, change }: ActRequest,
): Promise<Performed> {
  const shown = items.showAct(ids, change);
  const { changed, undo: tokens, refused } = await (ids.length === 1 || hasNoBulk(act) ? oneByOne() : together());
  shown.unfold(refused.map(({ id }) => id));
  items.setFailures(refused);
  shown.endChanges();
  onChanged(ids);
  const isRefused = refused.length > 0;
  if (tokens.length === 0) return { changed, isRefused, undo: null };
  const undo = async () => {
    for (const token of tokens) items.putRows((await api.undo(token)).items);
    shown.unfold(ids);
    onChanged(ids);
  };
  return { changed, isRefused, undo };

  async function oneByOne(): Promise<Answer> {
    const answer: Answer = { changed: 0, undo: [], refused: [] };
    for (const id of ids) {
      try {
        const row = await api.act(id, act, body);
        items.putRows([row]);
        answer.changed += 1;
        if (row.undo) answer.undo.unshift(row.undo);
      } catch (error) {
        answer.refused.push({ id, reason: problemText(error) });
      }
    }
    return answer;
  }

  async function together(): Promise<Answer> {
    try {
      const { changed, undo } = await api.bulk({ act, itemIds: [...ids], ...body });
      await readAgain();
      return { changed, undo: undo ? [undo] : [], refused: [] };
    } catch (error) {
      const reason = problemText(error);
      return { changed: 0, undo: [], refused: ids.map((id) => ({ id, reason })) };
    }
  }

  /** If it fails, what was done is done all the same: the live event about it reads the rows again. */
  async function readAgain(): Promise<void> {
    const pages: string[][] = [];
    for (let start = 0; start < ids.length; start += PAGE_LIMIT) pages.push(ids.slice(start, start + PAGE_LIMIT));
    const answers = await Promise.allSettled(pages.map((page) => api.readRows(page)));
    for (const answer of answers) if (answer.status === 'fulfilled') items.putRows(answer.value.items);
  }
}
