'use client';
import { useTranslations } from 'next-intl';
import { useMemo } from 'react';
import type { ItemAct, NoteInput } from '#components/api/client.ts';
import { useProblemText } from '#components/api/use-problem-text.ts';
import type { MemberRef } from '#lib/items/types.ts';
import type { Scope } from '../inbox.ts';
import { useInbox } from '../inbox-provider.tsx';
import type { ItemList } from '../items/item-list.ts';
import { rereadItem } from '../items/use-item.ts';
import { announce } from '#components/ui/announcer/announce.ts';
import { isolated } from '#lib/plain-text.ts';
import { useName } from '../people/use-name.ts';
import { actOnMatching } from './act-on-matching.ts';
import { type ActRequest, actRequests, isQuiet } from './act-requests.ts';
import { groupByScope, joinPerformed } from './by-scope.ts';
import { nothingText, outcomeText } from './outcome-text.ts';
import type { Assigning } from './people-after.ts';
import { performAct } from './perform-act.ts';
import { saidOf } from './undo-stack.ts';
import { useUndo } from './use-undo.ts';

export type Acts = ReturnType<typeof useItemActs>;
type Ids = readonly string[];

/** The acts on items. Each is shown at once, and `z` takes it back. They answer whether the server changed any of the items. */
export function useItemActs() {
  const { items, screen, scopeOf } = useInbox();
  const problemText = useProblemText();
  const undo = useUndo();
  const t = useTranslations('acts');
  const nameOf = useName();

  return useMemo(() => {
    const onChanged = (ids: Ids, { cache }: Scope) => {
      void cache.invalidateQueries({ queryKey: ['counts'] });
      for (const id of ids) void rereadItem(cache, id);
    };
    /** One call for each workspace of the items; what came of them is said as one. */
    const act = async (ids: Ids, requestIn: (scope: Scope) => ActRequest): Promise<boolean> => {
      const [only] = ids;
      if (only === undefined) return false;
      const asked = ids.length;
      const { act: name } = requestIn(scopeOf(only));
      const parts = [...groupByScope(ids, scopeOf)].map(async ([scope, some]) => {
        const { api } = scope.workspace;
        const context = { api, items, problemText, onChanged: (changed: Ids) => onChanged(changed, scope) };
        const performed = await performAct(context, some, requestIn(scope));
        // Something may be asked now that was not before.
        if (performed.isRefused && name === 'resolve')
          void scope.cache.invalidateQueries({ queryKey: ['item-fields'] });
        return performed;
      });
      const { changed, isRefused, undo: run } = joinPerformed(await undo.during(Promise.all(parts)));
      if (changed === 0) {
        // What was refused has its reason beside its row.
        if (!isRefused) screen.set({ notice: nothingText(t, name) });
        return false;
      }
      const who = isolated(nameOf(items.row(only)?.contact.name ?? ''));
      const owed = closing.has(name) ? ids.filter((id) => items.row(id)?.promiseDueAt).length : 0;
      const text = outcomeText(t, { act: name, asked, changed, name: who, owed });
      if (run) undo.remember({ ...text, run }, { withToast: !isQuiet(name, asked) });
      else announce(saidOf(text));
      return true;
    };
    const actWith =
      <Given extends unknown[]>(request: (...given: Given) => ActRequest) =>
      (ids: Ids, ...given: Given) =>
        act(ids, () => request(...given));
    return {
      claim: (ids: Ids) => act(ids, (scope) => actRequests.claim(meIn(scope))),
      release: actWith(actRequests.release),
      assign: actWith((to: Assigning) => actRequests.assign(to)),
      finishPart: (ids: Ids) => act(ids, (scope) => actRequests.finishPart(meIn(scope))),
      reopenPart: actWith(actRequests.reopenPart),
      ask: (ids: Ids, word: string) => act(ids, (scope) => actRequests.ask(meIn(scope), word)),
      endRequest: actWith(actRequests.endRequest),
      handOver: async (ids: Ids, to: MemberRef, word: string, { withDraft = false } = {}) => {
        if (withDraft) for (const id of ids) await scopeOf(id).drafts.saveNow(id);
        return await act(ids, () => actRequests.handOver(to, word, { withDraft }));
      },
      resolve: actWith(actRequests.resolve),
      reopen: actWith(actRequests.reopen),
      ignore: actWith(actRequests.ignore),
      snooze: actWith(actRequests.snooze),
      prioritize: actWith(actRequests.prioritize),
      tag: actWith(actRequests.tag),
      restrict: (itemId: string, members: MemberRef[] | null) =>
        act([itemId], (scope) => actRequests.restrict(members, scope.workspace.can('assignItem') ? null : meIn(scope))),
      note: (itemId: string, note: NoteInput) => act([itemId], () => actRequests.note(note)),
      onAllMatching: async (name: ItemAct, body: Record<string, unknown>, list: ItemList) => {
        // Only in the inbox of one workspace.
        const scope = scopeOf(list.state.get().ids[0] ?? '');
        try {
          const changed = await undo.during(actOnMatching(scope, { name, body, list }));
          if (changed === null) return;
          onChanged([], scope);
          const { count, takeBack } = changed;
          if (!takeBack) {
            if (count === 0) screen.set({ notice: nothingText(t, name) });
            return;
          }
          const run = async () => {
            await takeBack();
            onChanged([], scope);
          };
          undo.remember({ label: t(`done.${name}`, { count }), run }, { withToast: true });
        } catch (error) {
          screen.set({ notice: problemText(error) });
        }
      },
      ...undo,
    };
  }, [items, screen, scopeOf, problemText, undo, t, nameOf]);
}

/** What something promised survives. */
const closing: ReadonlySet<ItemAct> = new Set(['resolve', 'ignore']);

const meIn = ({ workspace: { me } }: Scope): MemberRef => ({ id: me.memberId, name: me.name });
