'use client';
import { useQueryClient } from '@tanstack/react-query';
import { useTranslations } from 'next-intl';
import { useMemo } from 'react';
import type { ItemAct } from '#components/api/client.ts';
import { useProblemText } from '#components/api/use-problem-text.ts';
import { showToast } from '#components/ui/overlays/toast.ts';
import type { QueueList } from '../items/item-list.ts';
import type { ItemRow, MemberRef } from '#lib/items/types.ts';
import { useInbox } from '../inbox-provider.tsx';
import { matches } from '../items/matches-filter.ts';
import type { Undoable } from './undo-stack.ts';
import { useWorkspace } from '../workspace-context.tsx';

type Way = {
  act: ItemAct;
  body?: Record<string, unknown>;
  /** What the row will look like: shown at once. */
  change: (row: ItemRow) => Partial<ItemRow>;
};

export type Acts = ReturnType<typeof useMakeActs>;

/**
 * The acts on items. Each shows at once, is put right when the server says otherwise (with the reason beside the row),
 * and can be taken back with `z`. Several items go in one call.
 */
export function useMakeActs() {
  const workspace = useWorkspace();
  const inbox = useInbox();
  const cache = useQueryClient();
  const problemText = useProblemText();
  const t = useTranslations('acts');

  return useMemo(() => {
    const { api, me } = workspace;

    const takeBack = async (undoable: Undoable) => {
      try {
        await undoable.run();
      } catch (error) {
        inbox.desk.set({ notice: problemText(error) });
      }
    };

    const remember = (undoable: Undoable, isTold: boolean) => {
      inbox.undo.push(undoable);
      if (!isTold) return;
      const run = () => {
        if (inbox.undo.remove(undoable)) void takeBack(undoable);
      };
      showToast({ title: undoable.label, action: { label: t('undo'), keys: 'z', run } });
    };

    /** Whether each list shows a row that fits it; asked before an act, to know what the act made unfitting. */
    const fitting = (ids: readonly string[]) =>
      [...inbox.lists()].map((list) => {
        const shown = new Set(list.state.get().ids);
        const fits = (id: string) => {
          const row = inbox.rows.get(id);
          return row !== undefined && shown.has(id) && matches(row, list.listing.filter, me.memberId);
        };
        return { list, fits, fitted: ids.filter(fits) };
      });

    /** Folds what fitted its list and no longer does. @returns what puts it back */
    const foldUnfitting = (before: ReturnType<typeof fitting>) => {
      const ways = before.map(({ list, fits, fitted }) => {
        const leaving = fitted.filter((id) => !fits(id));
        return leaving.length > 0 ? list.fold(leaving) : () => undefined;
      });
      return () => {
        for (const putBack of ways) putBack();
      };
    };

    const settle = (ids: readonly string[]) => {
      void cache.invalidateQueries({ queryKey: ['counts'] });
      for (const id of ids) void cache.invalidateQueries({ queryKey: ['item', id], refetchType: 'active' });
    };

    const perform = async (ids: readonly string[], { act, body = {}, change }: Way): Promise<boolean> => {
      const before = fitting(ids);
      const ends = ids.map((id) => inbox.rows.change(id, change));
      const putBack = foldUnfitting(before);
      const only = ids.length === 1 ? ids[0] : undefined;
      try {
        let undo: string | null;
        if (only) {
          const answer = await api.act(only, act, body);
          undo = answer.undo;
          inbox.rows.put([answer]);
        } else {
          undo = (await api.bulk({ act, itemIds: [...ids], ...body })).undo;
          inbox.rows.put((await api.readRows(ids)).items);
        }
        if (undo) {
          const token = undo;
          const run = async () => {
            const { items } = await api.undo(token);
            inbox.rows.put(items);
            putBack();
            settle(ids);
          };
          const isQuiet = only !== undefined && ['claim', 'release', 'tag', 'note', 'prioritize'].includes(act);
          remember({ label: t(`done.${act}`, { count: ids.length }), run }, !isQuiet);
        }
        return true;
      } catch (error) {
        putBack();
        for (const id of ids) inbox.rows.setReason(id, problemText(error));
        return false;
      } finally {
        for (const end of ends) end();
        settle(ids);
      }
    };

    const mine: MemberRef = { id: me.memberId, name: me.name };
    const act = (ids: readonly string[], way: Way) => (ids.length > 0 ? perform(ids, way) : Promise.resolve(false));
    return {
      claim: (ids: readonly string[]) => act(ids, { act: 'claim', change: () => ({ owner: mine }) }),
      release: (ids: readonly string[]) =>
        act(ids, { act: 'release', change: () => ({ owner: null, claimedUntil: null }) }),
      assign: (ids: readonly string[], owner: MemberRef | null, contributors?: MemberRef[]) =>
        act(ids, {
          act: 'assign',
          body: {
            ownerId: owner?.id ?? null,
            ...(contributors ? { contributorIds: contributors.map(({ id }) => id) } : {}),
          },
          change: () => ({ owner, ...(contributors ? { contributors } : {}) }),
        }),
      resolve: (ids: readonly string[]) =>
        act(ids, { act: 'resolve', change: () => ({ status: 'resolved', snoozedUntil: null }) }),
      reopen: (ids: readonly string[]) =>
        act(ids, { act: 'reopen', change: () => ({ status: 'open', snoozedUntil: null }) }),
      ignore: (ids: readonly string[]) => act(ids, { act: 'ignore', change: () => ({ status: 'ignored' }) }),
      snooze: (ids: readonly string[], until: Date) =>
        act(ids, {
          act: 'snooze',
          body: { until: until.toISOString() },
          change: () => ({ status: 'snoozed', snoozedUntil: until.toISOString() }),
        }),
      prioritize: (ids: readonly string[], priority: number) =>
        act(ids, { act: 'prioritize', body: { priority }, change: () => ({ priority }) }),
      note: (itemId: string, text: string) => act([itemId], { act: 'note', body: { text }, change: () => ({}) }),
      tag: (ids: readonly string[], { add = [], remove = [] }: { add?: string[]; remove?: string[] }) =>
        act(ids, {
          act: 'tag',
          body: { add, remove },
          change: (row) => ({
            tags: [
              ...row.tags.filter(({ name }) => !remove.includes(name)),
              ...add.filter((name) => !row.tags.some((tag) => tag.name === name)).map((name) => ({ id: name, name })),
            ],
          }),
        }),
      /** One act on all that match, also what was never loaded. */
      onAllMatching: async (name: ItemAct, body: Record<string, unknown>, list: QueueList) => {
        try {
          const { changed, undo } = await api.bulk({ act: name, filter: list.listing.filter, ...body });
          await list.refresh();
          settle([]);
          if (!undo) return;
          const run = async () => {
            await api.undo(undo);
            await list.refresh();
            settle([]);
          };
          remember({ label: t(`done.${name}`, { count: changed }), run }, true);
        } catch (error) {
          inbox.desk.set({ notice: problemText(error) });
        }
      },
      remember,
      undoLast: async () => {
        const last = inbox.undo.pop();
        if (last) await takeBack(last);
      },
    };
  }, [workspace, inbox, cache, problemText, t]);
}
