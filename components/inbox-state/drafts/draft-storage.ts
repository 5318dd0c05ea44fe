import { type DraftMode, draftModes } from '#lib/items/drafts/types.ts';
import { type DraftRecord, emptyRecord, isEmpty } from './draft-record.ts';

export type Store = Pick<Storage, 'getItem' | 'setItem' | 'removeItem'>;

/** Drafts in this browser: shown before the server's copy is there, and all there is without a connection. */
export class DraftStorage {
  readonly #prefix: string;
  readonly #storage: () => Store;

  /**
   * @param owner whose drafts: of this member in this workspace
   * @param storage asked for at each use: where a browser forbids it, that throws
   */
  constructor(owner: { slug: string; memberId: string }, storage: () => Store) {
    this.#storage = storage;
    this.#prefix = `parvis:draft:${owner.slug}:${owner.memberId}:`;
  }

  read(key: string): DraftRecord {
    try {
      const stored: unknown = JSON.parse(this.#storage().getItem(this.#prefix + key) ?? 'null');
      if (typeof stored !== 'object' || stored === null) return emptyRecord;
      return { ...emptyRecord, ...stored, leaving: [], rival: null };
    } catch {
      return emptyRecord;
    }
  }

  write(key: string, record: DraftRecord): void {
    try {
      if (isEmpty(record.draft) && !record.isDirty) this.#storage().removeItem(this.#prefix + key);
      else this.#storage().setItem(this.#prefix + key, JSON.stringify(record));
    } catch {
      // If the storage is full or forbidden, only the server's copy survives a reload.
    }
  }

  keys(): string[] {
    try {
      return Object.keys(this.#storage()).flatMap((name) =>
        name.startsWith(this.#prefix) ? [name.slice(this.#prefix.length)] : [],
      );
    } catch {
      return [];
    }
  }
}

/** The name of a draft among those of its member. */
export function keyOf(itemId: string, mode: DraftMode): string {
  return `${itemId}:${mode}`;
}

export function partsOf(key: string): [string, DraftMode] {
  const [itemId = '', mode] = key.split(':');
  return [itemId, draftModes.find((known) => known === mode) ?? 'reply'];
}
