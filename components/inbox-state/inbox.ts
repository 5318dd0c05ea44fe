import { announce } from '#components/ui/announcer/announce.ts';
import { UndoStack } from './acts/undo-stack.ts';
import type { ItemList } from './items/item-list.ts';
import { DraftStore } from './drafts/draft-store.ts';
import { ItemStore } from './items/item-store.ts';
import { PresenceStore } from './live/presence-store.ts';
import { initialScreenState, type ScreenState } from './screen-state.ts';
import { StateStore } from './state-store.ts';
import type { Workspace } from './workspace/workspace-context.tsx';

/** The state of an open inbox in this tab. */
export class Inbox {
  readonly items: ItemStore;
  readonly presence = new PresenceStore();
  readonly drafts: DraftStore;
  readonly undo = new UndoStack();
  readonly screen = new StateStore<ScreenState>(initialScreenState);
  /** The list on the screen. */
  currentList: ItemList | null = null;

  constructor({ api, me, slug }: Workspace) {
    this.items = new ItemStore(api, me.memberId, announce);
    this.drafts = new DraftStore({ slug, memberId: me.memberId, api });
  }

  show(list: ItemList): void {
    this.currentList = list;
  }
}
