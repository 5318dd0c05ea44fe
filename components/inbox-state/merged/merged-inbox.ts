import type { QueryClient } from '@tanstack/react-query';
import { listMerged } from '#components/api/merged.ts';
import { announce } from '#components/ui/announcer/announce.ts';
import type { MergedPage } from '#lib/items/merged/types.ts';
import { Inbox, openScope, type Scope } from '../inbox.ts';
import { ItemStore } from '../items/item-store.ts';
import type { Workspace } from '../workspace/workspace-context.tsx';

/** A scope, and the inbox for what belongs to its workspace. */
type Part = Scope & { inbox: Inbox };

/**
 * The inbox over all workspaces of a person: one store of rows and one list. What belongs to a workspace (its members, tags,
 * saved replies, drafts) stays in a scope of its own, so that nothing of one client is at hand in another.
 */
export class MergedInbox {
  readonly whole: Inbox;
  #workspaces: ReadonlyMap<string, Workspace>;
  /** The workspace of the dialogs. It changes only when a dialog opens for an item of another workspace, because a change renders all dialogs again. */
  #dialogSlug: string | undefined;
  readonly #createCache: () => QueryClient;
  readonly #parts = new Map<string, Part>();
  /** By item, the slug of its workspace. */
  readonly #slugs = new Map<string, string>();

  constructor(workspaces: readonly Workspace[], createCache: () => QueryClient) {
    this.#workspaces = bySlug(workspaces);
    this.#createCache = createCache;
    const api = {
      listItems: async (...given: Parameters<typeof listMerged>) => this.note(await listMerged(...given)),
    };
    const scopeOf = (itemId: string) => this.partOf(itemId);
    const items = new ItemStore(api, (itemId) => this.partOf(itemId).workspace.me.memberId, announce, this.slugOf);
    this.whole = new Inbox({ items, scopeOf, drafts: null, spansWorkspaces: true });
  }

  /** The person's places have changed. */
  setWorkspaces(workspaces: readonly Workspace[]): void {
    this.#workspaces = bySlug(workspaces);
  }

  /** Any workspace, for what needs one and is about none; undefined where the person has none. */
  get anySlug(): string | undefined {
    return this.#workspaces.keys().next().value;
  }

  slugForDialog(itemId: string | null): string | undefined {
    const wanted = itemId === null ? undefined : this.slugOf(itemId);
    this.#dialogSlug = wanted ?? this.#dialogSlug ?? this.anySlug;
    return this.#dialogSlug;
  }

  /** Remembers of which workspaces the rows of a page are. Those of a place that is not known yet come with the next read. */
  note(page: MergedPage): MergedPage {
    const items = page.items.filter(({ workspace }) => this.#workspaces.has(workspace));
    for (const { id, workspace } of items) this.#slugs.set(id, workspace);
    return { ...page, items };
  }

  /** Takes away all that is shown of a workspace. @returns the items that were known of it */
  leave(slug: string): string[] {
    const ids = [...this.#slugs].flatMap(([id, of]) => (of === slug ? [id] : []));
    this.whole.items.takeAway(ids);
    return ids;
  }

  noteItems(itemIds: readonly string[], slug: string): void {
    for (const id of itemIds) this.#slugs.set(id, slug);
  }

  slugOf = (itemId: string): string | undefined => this.#slugs.get(itemId);

  /** The workspaces of which items are known, opened once each. */
  get opened(): readonly Part[] {
    return [...this.#parts.values()];
  }

  part(slug: string): Part | undefined {
    const known = this.#parts.get(slug);
    if (known) return known;
    const workspace = this.#workspaces.get(slug);
    if (!workspace) return undefined;
    const scope = openScope(workspace, this.#createCache());
    const part = { ...scope, inbox: this.whole.within(scope) };
    this.#parts.set(slug, part);
    return part;
  }

  private partOf(itemId: string): Part {
    const part = this.part(this.slugOf(itemId) ?? '');
    if (!part) throw new Error('the workspace of an item is not known');
    return part;
  }
}

function bySlug(workspaces: readonly Workspace[]): ReadonlyMap<string, Workspace> {
  return new Map(workspaces.map((workspace) => [workspace.slug, workspace]));
}
