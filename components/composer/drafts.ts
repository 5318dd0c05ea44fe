import type { ComposerMode } from '#components/inbox/inbox-provider.tsx';

export type DraftAttachment = { id: string; altText: string };

/** What was begun and not sent: kept in this browser, so that it survives a reload. */
export type Draft = {
  text: string;
  attachments: DraftAttachment[];
  /** The message it answers, as it was when the writing began. */
  target: { id: string; editedAt: string | null } | null;
};

export const emptyDraft: Draft = { text: '', attachments: [], target: null };

const listeners = new Map<string, Set<(draft: Draft) => void>>();

function keyOf(slug: string, itemId: string, mode: ComposerMode): string {
  return `parvis:draft:${slug}:${itemId}:${mode}`;
}

export function readDraft(slug: string, itemId: string, mode: ComposerMode): Draft {
  try {
    const stored: unknown = JSON.parse(localStorage.getItem(keyOf(slug, itemId, mode)) ?? 'null');
    return typeof stored === 'object' && stored !== null ? { ...emptyDraft, ...stored } : emptyDraft;
  } catch {
    return emptyDraft;
  }
}

/** Keeps a draft; an empty one is forgotten. A composer that shows it is told. */
export function writeDraft(slug: string, itemId: string, mode: ComposerMode, change: Partial<Draft>): void {
  const key = keyOf(slug, itemId, mode);
  const draft = { ...readDraft(slug, itemId, mode), ...change };
  try {
    if (draft.text === '' && draft.attachments.length === 0) localStorage.removeItem(key);
    else localStorage.setItem(key, JSON.stringify(draft));
  } catch {
    // A full or forbidden storage costs the draft its survival, nothing else.
  }
  for (const listener of listeners.get(key) ?? []) listener(draft);
}

export function listenToDraft(
  slug: string,
  itemId: string,
  mode: ComposerMode,
  listener: (draft: Draft) => void,
): () => void {
  const key = keyOf(slug, itemId, mode);
  const own = listeners.get(key) ?? new Set();
  own.add(listener);
  listeners.set(key, own);
  return () => own.delete(listener);
}
