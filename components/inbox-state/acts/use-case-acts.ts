'use client';
import { useTranslations } from 'next-intl';
import { useMemo } from 'react';
import { type CasesApi, casesApi } from '#components/api/cases.ts';
import { useProblemText } from '#components/api/use-problem-text.ts';
import { announce } from '#components/ui/announcer/announce.ts';
import type { CaseResult } from '#lib/items/cases/types.ts';
import { isolated } from '#lib/plain-text.ts';
import { useInbox } from '../inbox-provider.tsx';
import { rereadItem } from '../items/use-item.ts';
import { useUndo } from './use-undo.ts';

type Ids = readonly string[];
/** What was done, as a sentence; null for what needs none. */
type Said<Answer> = (answer: Answer) => string;

/** The acts on cases, each on items of one workspace. They answer whether the server did it; `z` takes back who is in which. */
export function useCaseActs() {
  const { items, screen, scopeOf } = useInbox();
  const problemText = useProblemText();
  const undo = useUndo();
  const t = useTranslations('cases');
  return useMemo(() => {
    const read = async (ids: Ids, known: CaseResult | null) => {
      const [first = ''] = ids;
      const { workspace, cache } = scopeOf(first);
      items.putRows(known?.case?.items ?? []);
      items.putRows((await workspace.api.readRows(ids)).items);
      const shown = new Set([...ids, ...(known?.case?.items ?? []).map(({ id }) => id)]);
      for (const id of shown) void rereadItem(cache, id);
      void cache.invalidateQueries({ queryKey: ['cases'] });
    };
    /** @param ids the items that it touches, of one workspace */
    const act = async <Answer extends CaseResult>(
      ids: Ids,
      ask: (api: CasesApi) => Promise<Answer>,
      said: Said<Answer>,
    ): Promise<boolean> => {
      const [first] = ids;
      if (first === undefined) return false;
      const { workspace } = scopeOf(first);
      try {
        const answer = await undo.during(ask(casesApi(workspace.slug)));
        await read(ids, answer);
        const { undo: token } = answer;
        if (token === null) announce(said(answer));
        else {
          const run = async () => {
            items.putRows((await workspace.api.undo(token)).items);
            await read(ids, null);
          };
          undo.remember({ label: said(answer), run }, { withToast: true });
        }
        return true;
      } catch (error) {
        screen.set({ notice: problemText(error) });
        return false;
      }
    };
    const named = (title: string) => ({ title: isolated(title) });
    return {
      open: (ids: Ids, title?: string) =>
        act(
          ids,
          (api) => api.open(ids, title),
          (answer) => t('done.opened', named(answer.case?.title ?? '')),
        ),
      add: (ids: Ids, joined: { id: string; title: string }) =>
        act(
          ids,
          (api) => api.add(joined.id, ids),
          () => t('done.added', { count: ids.length, ...named(joined.title) }),
        ),
      takeOut: (ids: Ids, joined: { id: string; title: string }) =>
        act(
          ids,
          (api) => api.takeOut(joined.id, ids),
          () => t('done.takenOut', { count: ids.length, ...named(joined.title) }),
        ),
      dissolve: (ids: Ids, joined: { id: string; title: string }) =>
        act(
          ids,
          (api) => api.takeOut(joined.id),
          () => t('done.dissolved', named(joined.title)),
        ),
      /** For what changes the case itself. */
      change: act,
      dismiss: async (itemId: string, otherId: string) => {
        try {
          await casesApi(scopeOf(itemId).workspace.slug).dismiss(itemId, otherId);
          announce(t('done.dismissed'));
          await read([itemId, otherId], null);
        } catch (error) {
          screen.set({ notice: problemText(error) });
        }
      },
    };
  }, [items, screen, scopeOf, problemText, undo, t]);
}

export type CaseActs = ReturnType<typeof useCaseActs>;
