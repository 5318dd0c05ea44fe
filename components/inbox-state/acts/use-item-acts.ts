'use client';
import { useQueryClient } from '@tanstack/react-query';
import { useTranslations } from 'next-intl';
import { useMemo } from 'react';
import type { ItemAct, NoteInput } from '#components/api/client.ts';
import { useProblemText } from '#components/api/use-problem-text.ts';
import { BULK_LIMIT, type MemberRef } from '#lib/items/types.ts';
import { useInbox } from '../inbox-provider.tsx';
import type { ItemList } from '../items/item-list.ts';
import { rereadItem } from '../items/use-item.ts';
import { announce } from '#components/ui/announcer/announce.ts';
import { isolated } from '#lib/plain-text.ts';
import { useName } from '../people/use-name.ts';
import { useWorkspace } from '../workspace/workspace-context.tsx';
import { type ActRequest, actRequests, isQuiet } from './act-requests.ts';
import { nothingText, outcomeText } from './outcome-text.ts';
import type { Assigning } from './people-after.ts';
import { performAct } from './perform-act.ts';
import { saidOf } from './undo-stack.ts';
import { bulkJobsKey } from './use-bulk-jobs.ts';
import { useUndo } from './use-undo.ts';

export type Acts = ReturnType<typeof useItemActs>;
type Ids = readonly string[];

/** The acts on items. Each is shown at once, and `z` takes it back. They answer whether the server changed any of the items. */
export function useItemActs() {
  const { api, me, can } = useWorkspace();
  const { items, screen, drafts } = useInbox();
  const cache = useQueryClient();
  const problemText = useProblemText();
  const undo = useUndo();
  const t = useTranslations('acts');
  const nameOf = useName();

  return useMemo(() => {
    const onChanged = (ids: Ids) => {
      void cache.invalidateQueries({ queryKey: ['counts'] });
      for (const id of ids) void rereadItem(cache, id);
    };
    const act = async (ids: Ids, request: ActRequest): Promise<boolean> => {
      if (ids.length === 0) return false;
      const asked = ids.length;
      const {
        changed,
        isRefused,
        undo: run,
      } = await undo.during(performAct({ api, items, problemText, onChanged }, ids, request));
      if (changed === 0) {
        // What was refused has its reason beside its row.
        if (!isRefused) screen.set({ notice: nothingText(t, request.act) });
        return false;
      }
      const [only] = ids;
      const name = isolated(nameOf(items.row(only ?? '')?.contact.name ?? ''));
      const text = outcomeText(t, { act: request.act, asked, changed, name });
      if (run) undo.remember({ ...text, run }, { withToast: !isQuiet(request.act, asked) });
      else announce(saidOf(text));
      return true;
    };
    const actWith =
      <Given extends unknown[]>(request: (...given: Given) => ActRequest) =>
      (ids: Ids, ...given: Given) =>
        act(ids, request(...given));
    const mine: MemberRef = { id: me.memberId, name: me.name };
    return {
      claim: actWith(() => actRequests.claim(mine)),
      release: actWith(actRequests.release),
      assign: actWith((to: Assigning) => actRequests.assign(to)),
      finishPart: actWith(() => actRequests.finishPart(mine)),
      reopenPart: actWith(actRequests.reopenPart),
      ask: actWith((word: string) => actRequests.ask(mine, word)),
      endRequest: actWith(actRequests.endRequest),
      handOver: async (ids: Ids, to: MemberRef, word: string, { withDraft = false } = {}) => {
        if (withDraft) for (const id of ids) await drafts.saveNow(id);
        return await act(ids, actRequests.handOver(to, word, { withDraft }));
      },
      resolve: actWith(actRequests.resolve),
      reopen: actWith(actRequests.reopen),
      ignore: actWith(actRequests.ignore),
      snooze: actWith(actRequests.snooze),
      prioritize: actWith(actRequests.prioritize),
      tag: actWith(actRequests.tag),
      restrict: (itemId: string, members: MemberRef[] | null) =>
        act([itemId], actRequests.restrict(members, can('assignItem') ? null : mine)),
      note: (itemId: string, note: NoteInput) => act([itemId], actRequests.note(note)),
      /**
       * Acts on everything that matches a list, including what was never loaded: a few items at once, more as a job that
       * the bar under the page shows.
       */
      onAllMatching: async (name: ItemAct, body: Record<string, unknown>, list: ItemList) => {
        const { filter } = list.listing;
        try {
          const { matching } = await api.getCounts(filter);
          if (matching === undefined || matching > BULK_LIMIT) {
            await api.startBulk({ act: name, filter, ...body });
            await cache.invalidateQueries({ queryKey: bulkJobsKey });
            return;
          }
          const { changed, undo: token } = await undo.during(api.bulk({ act: name, filter, ...body }));
          await undo.during(list.refresh());
          onChanged([]);
          if (!token) {
            if (changed === 0) screen.set({ notice: nothingText(t, name) });
            return;
          }
          const run = async () => {
            await api.undo(token);
            await list.refresh();
            onChanged([]);
          };
          const label = t(`done.${name}`, { count: changed });
          undo.remember({ label, run }, { withToast: true });
        } catch (error) {
          screen.set({ notice: problemText(error) });
        }
      },
      ...undo,
    };
  }, [api, me, can, items, screen, drafts, cache, problemText, undo, t, nameOf]);
}
