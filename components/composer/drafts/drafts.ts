import type { ComposerMode } from '#components/inbox-state/screen-state.ts';

export type DraftAttachment = { id: string; altText: string };

/** A text that was not sent yet. Stored in this browser, so that it survives a reload. */
export type Draft = {
  text: string;
  attachments: DraftAttachment[];
  /** The message it answers, and that message's version when the member began to write. */
  target: { id: string; editedAt: string | null } | null;
};

export const emptyDraft: Draft = { text: '', attachments: [], target: null };

const known = new Map<string, Draft>();
const listeners = new Map<string, Set<() => void>>();

function keyOf(slug: string, itemId: string, mode: ComposerMode): string {
  return `parvis:draft:${slug}:${itemId}:${mode}`;
}

/** @returns the same object until the draft is written again */
export function readDraft(slug: string, itemId: string, mode: ComposerMode): Draft {
  const key = keyOf(slug, itemId, mode);
  const draft = known.get(key) ?? readStored(key);
  known.set(key, draft);
  return draft;
}

function readStored(key: string): Draft {
  try {
    const stored: unknown = JSON.parse(localStorage.getItem(key) ?? 'null');
    return typeof stored === 'object' && stored !== null ? { ...emptyDraft, ...stored } : emptyDraft;
  } catch {
    return emptyDraft;
  }
}

/** Stores a draft, or removes an empty one, and notifies the composer that shows it. */
export function writeDraft(slug: string, itemId: string, mode: ComposerMode, change: Partial<Draft>): void {
  const key = keyOf(slug, itemId, mode);
  const draft = { ...readDraft(slug, itemId, mode), ...change };
  known.set(key, draft);
  try {
    if (draft.text === '' && draft.attachments.length === 0) localStorage.removeItem(key);
    else localStorage.setItem(key, JSON.stringify(draft));
  } catch {
    // If the storage is full or forbidden, the draft does not survive a reload.
  }
  for (const listener of listeners.get(key) ?? []) listener();
}

export function listenToDraft(slug: string, itemId: string, mode: ComposerMode, listener: () => void): () => void {
  const key = keyOf(slug, itemId, mode);
  const own = listeners.get(key) ?? new Set();
  listeners.set(key, own.add(listener));
  return () => own.delete(listener);
}
