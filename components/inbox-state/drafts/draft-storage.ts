import { type DraftRecord, emptyRecord, isEmpty } from './draft-record.ts';

/** Drafts in this browser: shown before the server's copy is there, and all there is without a connection. */
export class DraftStorage {
  readonly #prefix: string;

  /** @param owner whose drafts: of this member in this workspace */
  constructor(owner: { slug: string; memberId: string }) {
    this.#prefix = `parvis:draft:${owner.slug}:${owner.memberId}:`;
  }

  read(key: string): DraftRecord {
    try {
      const stored: unknown = JSON.parse(localStorage.getItem(this.#prefix + key) ?? 'null');
      if (typeof stored !== 'object' || stored === null) return emptyRecord;
      return { ...emptyRecord, ...stored, leaving: [], rival: null };
    } catch {
      return emptyRecord;
    }
  }

  write(key: string, record: DraftRecord): void {
    try {
      if (isEmpty(record.draft) && !record.isDirty) localStorage.removeItem(this.#prefix + key);
      else localStorage.setItem(this.#prefix + key, JSON.stringify(record));
    } catch {
      // If the storage is full or forbidden, only the server's copy survives a reload.
    }
  }

  keys(): string[] {
    try {
      return Object.keys(localStorage).flatMap((name) =>
        name.startsWith(this.#prefix) ? [name.slice(this.#prefix.length)] : [],
      );
    } catch {
      return [];
    }
  }
}
