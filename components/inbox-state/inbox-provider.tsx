'use client';
import { createContext, type ReactNode, use, useState, useSyncExternalStore } from 'react';
import type { Listing } from '#components/api/client.ts';
import { PresenceStore } from './live/presence-store.ts';
import { QueueList } from './items/item-list.ts';
import type { ItemPage, ItemRow, MessageView } from '#lib/items/types.ts';
import { RowStore } from './items/optimistic-map.ts';
import { Store } from './state-store.ts';
import { UndoStack } from './acts/undo-stack.ts';
import { useWorkspace, type Workspace } from './workspace-context.tsx';

/** The small windows that a key opens, and for which items. */
export type Ask = {
  kind: 'assign' | 'snooze' | 'tag' | 'palette' | 'keys' | 'workspace' | 'filter' | 'save-view';
  itemIds: readonly string[];
};

export type ComposerMode = 'reply' | 'private' | 'note';

export type Desk = {
  /** The row that keys act on. */
  cursorId: string | null;
  /** Where in the list it was last: a row that left leaves its place. */
  cursorAt: number;
  selected: ReadonlySet<string>;
  /** From where a range is drawn. */
  anchorId: string | null;
  /** The selection is everything that matches, also what was never loaded. */
  isAllSelected: boolean;
  ask: Ask | null;
  composer: ComposerMode;
  /** The message a reply is for; null for the contact's latest. */
  targetId: string | null;
  /** Raised to move the focus into the composer. */
  focusComposer: number;
  /** The message somebody is about to delete. */
  toDelete: MessageView | null;
  isOnline: boolean;
  /** Why something could not be done, when there is no row to say it beside. */
  notice: string | null;
};

const KEPT_LISTS = 12;

/** What an open inbox holds in this tab: rows, lists, the desk, the way back. */
export class Inbox {
  readonly rows = new RowStore();
  readonly presence = new PresenceStore();
  readonly undo = new UndoStack();
  readonly desk = new Store<Desk>({
    cursorId: null,
    cursorAt: -1,
    selected: new Set(),
    anchorId: null,
    isAllSelected: false,
    ask: null,
    composer: 'reply',
    targetId: null,
    focusComposer: 0,
    toDelete: null,
    isOnline: true,
    notice: null,
  });
  /** The list on the screen. */
  current: QueueList | null = null;
  readonly #lists = new Map<string, QueueList>();
  readonly #workspace: Workspace;

  constructor(workspace: Workspace) {
    this.#workspace = workspace;
  }

  /** The list for a filter, begun with what the server rendered where there is such a page. */
  list(listing: Listing, first: ItemPage | null): QueueList {
    const key = JSON.stringify(listing);
    const known = this.#lists.get(key);
    if (known) return known;
    const list = new QueueList(this.#workspace.api, this.rows, listing, first);
    this.#lists.set(key, list);
    const oldest = this.#lists.keys().next().value;
    if (this.#lists.size > KEPT_LISTS && oldest !== undefined) this.#lists.delete(oldest);
    return list;
  }

  show(list: QueueList): void {
    this.current = list;
  }

  lists(): Iterable<QueueList> {
    return this.#lists.values();
  }
}

const InboxContext = createContext<Inbox | null>(null);

export function InboxProvider({ children }: { children: ReactNode }) {
  const workspace = useWorkspace();
  const [inbox] = useState(() => new Inbox(workspace));
  return <InboxContext value={inbox}>{children}</InboxContext>;
}

export function useInbox(): Inbox {
  const inbox = use(InboxContext);
  if (!inbox) throw new Error('useInbox needs an InboxProvider above it');
  return inbox;
}

export function useRow(id: string | null): ItemRow | undefined {
  const { rows } = useInbox();
  const read = () => (id ? rows.get(id) : undefined);
  return useSyncExternalStore((listener) => (id ? rows.subscribe(id, listener) : () => undefined), read, read);
}

export function useRowReason(id: string): string | undefined {
  const { rows } = useInbox();
  const read = () => rows.reason(id);
  return useSyncExternalStore((listener) => rows.subscribe(id, listener), read, read);
}
