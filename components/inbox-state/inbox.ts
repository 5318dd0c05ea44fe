import type { QueryClient } from '@tanstack/react-query';
import { announce } from '#components/ui/announcer/announce.ts';
import { UndoStack } from './acts/undo-stack.ts';
import type { ItemList } from './items/item-list.ts';
import { DraftStore } from './drafts/draft-store.ts';
import { ItemStore } from './items/item-store.ts';
import { PresenceStore } from './live/presence-store.ts';
import { initialScreenState, type ScreenState } from './screen-state.ts';
import { StateStore } from './state-store.ts';
import type { Workspace } from './workspace/workspace-context.tsx';

/** One workspace of an inbox: how its items are read and worked, as whom, and what was read of it. */
export type Scope = { workspace: Workspace; cache: QueryClient; drafts: DraftStore };

type Parts = {
  items: ItemStore;
  /** The workspace of an item. */
  scopeOf: (itemId: string) => Scope;
  /** Those of one workspace; null in what spans several. */
  drafts: DraftStore | null;
  spansWorkspaces: boolean;
};

/** The state of an open inbox in this tab. */
export class Inbox {
  readonly items: ItemStore;
  readonly scopeOf: (itemId: string) => Scope;
  readonly presence: PresenceStore;
  readonly undo: UndoStack;
  readonly screen: StateStore<ScreenState>;
  /** The list holds items of several workspaces. What asks for one of them (its tags, all that match) is not offered. */
  readonly spansWorkspaces: boolean;
  readonly #drafts: DraftStore | null;
  readonly #lists: { current: ItemList | null };

  /** @param whole the inbox over several workspaces of which this is one */
  constructor({ items, scopeOf, drafts, spansWorkspaces }: Parts, whole?: Inbox) {
    this.items = items;
    this.scopeOf = scopeOf;
    this.spansWorkspaces = spansWorkspaces;
    this.#drafts = drafts;
    this.presence = whole?.presence ?? new PresenceStore();
    this.undo = whole?.undo ?? new UndoStack();
    this.screen = whole?.screen ?? new StateStore<ScreenState>(initialScreenState);
    this.#lists = whole ? whole.#lists : { current: null };
  }

  /** What the member writes in this workspace. */
  get drafts(): DraftStore {
    if (!this.#drafts) throw new Error('drafts belong to one workspace');
    return this.#drafts;
  }

  /** The list on the screen. */
  get currentList(): ItemList | null {
    return this.#lists.current;
  }

  show(list: ItemList): void {
    this.#lists.current = list;
  }

  /** The same inbox, for what belongs to one of its workspaces. */
  within({ drafts }: Scope): Inbox {
    return new Inbox({ items: this.items, scopeOf: this.scopeOf, drafts, spansWorkspaces: this.spansWorkspaces }, this);
  }
}

export function openScope(workspace: Workspace, cache: QueryClient): Scope {
  const { api, me, slug } = workspace;
  return { workspace, cache, drafts: new DraftStore({ slug, memberId: me.memberId, api }) };
}

/** The inbox of one workspace. */
export function openInbox(workspace: Workspace, cache: QueryClient): Inbox {
  const scope = openScope(workspace, cache);
  const { api, me } = workspace;
  return new Inbox({
    items: new ItemStore(api, () => me.memberId, announce),
    scopeOf: () => scope,
    drafts: scope.drafts,
    spansWorkspaces: false,
  });
}
