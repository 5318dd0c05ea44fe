import type { WorkspaceApi } from '#components/api/client.ts';
import { Problem } from '#components/api/problem.ts';
import { type DraftMode, draftModes, type DraftView } from '#lib/items/drafts/types.ts';
import {
  adopted,
  chosen,
  type Draft,
  type DraftRecord,
  isEmpty,
  joined,
  versionsOf,
  withStored,
} from './draft-record.ts';
import { DraftStorage, keyOf, partsOf, type Store } from './draft-storage.ts';

/** A pause in writing after which a draft is saved, and the pause before a save that failed is tried again, in milliseconds. */
const SAVE_AFTER_MS = 700;
const RETRY_MS = 3_000;

const emptyContent = { text: '', attachmentIds: [], target: null, guidance: null };

type Owner = { slug: string; memberId: string; api: Pick<WorkspaceApi, 'saveDraft'> };

/**
 * The member's drafts in this tab. What is written is stored in the browser at once and on the server a moment later: it
 * survives a reload, a crash and a change of the device. A text that another device has changed is never written over.
 */
export class DraftStore {
  readonly #api: Owner['api'];
  readonly #storage: DraftStorage;
  readonly #records = new Map<string, DraftRecord>();
  readonly #listeners = new Map<string, Set<() => void>>();
  readonly #timers = new Map<string, ReturnType<typeof setTimeout>>();
  readonly #saving = new Map<string, Promise<void>>();
  /** Counts the saves of each item: what was read before one of them is older than what is here. */
  readonly #saves = new Map<string, number>();

  constructor({ api, ...owner }: Owner, storage: () => Store = () => localStorage) {
    this.#api = api;
    this.#storage = new DraftStorage(owner, storage);
  }

  /** @returns the same object until the draft changes */
  get(itemId: string, mode: DraftMode): DraftRecord {
    return this.#read(keyOf(itemId, mode));
  }

  write(itemId: string, mode: DraftMode, change: Partial<Draft>): void {
    const key = keyOf(itemId, mode);
    const record = this.#read(key);
    this.#put(key, { ...record, draft: { ...record.draft, ...change }, isDirty: true });
    this.#saveAfter(key, SAVE_AFTER_MS);
  }

  /** The versions of a draft that the server has or may have. */
  versions(itemId: string, mode: DraftMode): string[] {
    return versionsOf(this.get(itemId, mode));
  }

  /** Takes a draft out to send it. */
  take(itemId: string, mode: DraftMode): void {
    const key = keyOf(itemId, mode);
    clearTimeout(this.#timers.get(key));
    const record = this.#read(key);
    const leaving = versionsOf(record);
    // What another device wrote is not sent with it.
    const other = record.rival === 'gone' ? null : record.rival;
    this.#put(key, { ...adopted(other), leaving });
  }

  /** The reply is on its way. @param ended the versions that ended with it; later ones, saved while it waited, end now */
  end(itemId: string, mode: DraftMode, ended: readonly string[]): void {
    const { leaving } = this.get(itemId, mode);
    if (leaving.every((version) => ended.includes(version))) return;
    const nothing = { ...emptyContent, version: crypto.randomUUID(), replaces: leaving };
    // If it is lost, the text that was sent is in the composer again: its member discards it.
    this.#api.saveDraft(itemId, mode, nothing, true).catch(() => undefined);
  }

  /** Puts back what could not be sent. What was written meanwhile follows. */
  putBack(itemId: string, mode: DraftMode, draft: Draft): void {
    const key = keyOf(itemId, mode);
    const record = this.#read(key);
    const [base = null, pending = null] = record.leaving;
    this.#put(key, { ...record, draft: joined(draft, record.draft), base, pending, leaving: [], isDirty: true });
    this.#saveAfter(key, SAVE_AFTER_MS);
  }

  /** Takes a reply that came back as a stored draft. @param written what the member had written, before it was finished */
  putReturned(itemId: string, mode: DraftMode, stored: DraftView | null, written: Draft | null = null): void {
    const key = keyOf(itemId, mode);
    const record = { ...this.#read(key), leaving: [] };
    const isAlone = isEmpty(record.draft) && !record.isDirty;
    const next = withStored(record, stored);
    this.#put(key, isAlone && written ? { ...next, draft: written, isDirty: true } : next);
    this.#saveAfter(key, SAVE_AFTER_MS);
  }

  /** Call it before the server's copies are read. @returns what `receive` takes with them */
  startRead(itemId: string): number {
    return this.#saves.get(itemId) ?? 0;
  }

  /** Takes the server's copies of an item's drafts, unless something was saved while they were read: that is newer. */
  receive(itemId: string, own: readonly DraftView[], read: number): void {
    if (read !== this.startRead(itemId)) return;
    for (const mode of draftModes) {
      const key = keyOf(itemId, mode);
      if (this.#saving.has(key)) continue;
      const record = this.#read(key);
      const next = withStored(record, own.find((draft) => draft.mode === mode) ?? null);
      this.#put(key, next);
      if (next.isDirty && !next.rival) this.#saveAfter(key, SAVE_AFTER_MS);
    }
  }

  /** Whether a stored version is what this tab knows already. */
  knows(itemId: string, mode: DraftMode, version: string | null): boolean {
    const { base, pending, leaving } = this.get(itemId, mode);
    return [base, pending, ...leaving].includes(version);
  }

  choose(itemId: string, mode: DraftMode, choice: 'here' | 'there' | 'both'): void {
    const key = keyOf(itemId, mode);
    const next = chosen(this.#read(key), choice);
    this.#put(key, next);
    if (next.isDirty) this.#saveAfter(key, 0);
  }

  /** Saves what is not saved yet. @param isLeaving the page may be gone before the answer */
  flush({ isLeaving = false } = {}): void {
    for (const [key, { isDirty, rival }] of this.#records) {
      if (isDirty && !rival && (isLeaving || !this.#saving.has(key))) void this.#save(key, isLeaving);
    }
  }

  /** Saves an item's drafts, and resolves when the server has what is written until now, or has refused it. */
  async saveNow(itemId: string): Promise<void> {
    for (const mode of draftModes) {
      const key = keyOf(itemId, mode);
      await this.#saving.get(key);
      await this.#save(key);
    }
  }

  /** Whether the member is writing a reply there. */
  hasReply(itemId: string): boolean {
    return (['reply', 'private'] as const).some((mode) => !isEmpty(this.get(itemId, mode).draft));
  }

  /** Saves what was written before the page was closed, or without a connection. */
  recover(): void {
    for (const key of this.#storage.keys()) if (this.#read(key).isDirty) this.#saveAfter(key, SAVE_AFTER_MS);
  }

  subscribe(itemId: string, mode: DraftMode, listener: () => void): () => void {
    const key = keyOf(itemId, mode);
    const own = this.#listeners.get(key) ?? new Set();
    this.#listeners.set(key, own.add(listener));
    return () => own.delete(listener);
  }

  #read(key: string): DraftRecord {
    const record = this.#records.get(key) ?? this.#storage.read(key);
    this.#records.set(key, record);
    return record;
  }

  #put(key: string, record: DraftRecord): void {
    this.#records.set(key, record);
    this.#storage.write(key, record);
    for (const listener of this.#listeners.get(key) ?? []) listener();
  }

  #saveAfter(key: string, ms: number): void {
    clearTimeout(this.#timers.get(key));
    this.#timers.set(
      key,
      setTimeout(() => void this.#save(key), ms),
    );
  }

  async #save(key: string, isLeaving = false): Promise<void> {
    clearTimeout(this.#timers.get(key));
    const record = this.#read(key);
    if (!record.isDirty || record.rival) return;
    if (this.#saving.has(key) && !isLeaving) return this.#saveAfter(key, SAVE_AFTER_MS);
    const saving = this.#send(key, record, isLeaving);
    this.#saving.set(key, saving);
    await saving;
    if (this.#saving.get(key) === saving) this.#saving.delete(key);
  }

  async #send(key: string, record: DraftRecord, isLeaving: boolean): Promise<void> {
    const { draft } = record;
    const version = crypto.randomUUID();
    const [itemId, mode] = partsOf(key);
    this.#count(itemId);
    this.#put(key, { ...record, pending: version });
    try {
      const { text, target, guidance } = draft;
      const content = { text, attachmentIds: draft.attachments.map(({ id }) => id), target, guidance };
      const { draft: stored } = await this.#api.saveDraft(
        itemId,
        mode,
        { version, replaces: versionsOf(record), ...content },
        isLeaving,
      );
      this.#onSaved(key, { version, draft, stored });
    } catch (error) {
      this.#onFailed(key, version, error);
    } finally {
      this.#count(itemId);
    }
  }

  #count(itemId: string): void {
    this.#saves.set(itemId, this.startRead(itemId) + 1);
  }

  #onSaved(key: string, saved: { version: string; draft: Draft; stored: DraftView | null }): void {
    const record = this.#read(key);
    // Sent meanwhile, or saved once more.
    if (record.pending !== saved.version) return;
    const isDirty = record.draft !== saved.draft;
    const base = saved.stored?.version ?? null;
    this.#put(key, { ...record, base, pending: null, isDirty, handedBy: saved.stored?.handedBy ?? null });
    if (isDirty) this.#saveAfter(key, SAVE_AFTER_MS);
  }

  #onFailed(key: string, version: string, error: unknown): void {
    const record = this.#read(key);
    if (!(error instanceof Problem)) throw error;
    if (error.code === 'draft_changed') {
      // The server answers with the draft as it is stored.
      const stored = (error.values['draft'] ?? null) as DraftView | null;
      const refused = record.pending === version ? { ...record, pending: null } : record;
      const isNew = stored === null && refused.base === null;
      const next = isNew ? refused : withStored(refused, stored);
      this.#put(key, next);
      if (next.isDirty && !next.rival) this.#saveAfter(key, isNew ? 0 : RETRY_MS);
      return;
    }
    // What the server refuses stays in this browser; the next change asks again.
    const isRefused = error.status >= 400 && error.status < 500 && error.status !== 429;
    if (!isRefused && record.isDirty) this.#saveAfter(key, RETRY_MS);
  }
}
