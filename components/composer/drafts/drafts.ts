import type { ComposerMode } from '#components/inbox-state/inbox-provider.tsx';

export type DraftAttachment = { id: string; altText: string };

/** What was begun and not sent: kept in this browser, so that it survives a reload. */
export type Draft = {
  text: string;
  attachments: DraftAttachment[];
  /** The message it answers, as it was when the writing began. */
  target: { id: string; editedAt: string | null } | null;
};

export const emptyDraft: Draft = { text: '', attachments: [], target: null };

const known = new Map<string, Draft>();
const listeners = new Map<string, Set<() => void>>();

function keyOf(slug: string, itemId: string, mode: ComposerMode): string {
  return `parvis:draft:${slug}:${itemId}:${mode}`;
}

/** The same object until it is written again. */
export function readDraft(slug: string, itemId: string, mode: ComposerMode): Draft {
  const key = keyOf(slug, itemId, mode);
  const draft = known.get(key) ?? stored(key);
  known.set(key, draft);
  return draft;
}

function stored(key: string): Draft {
  try {
    const kept: unknown = JSON.parse(localStorage.getItem(key) ?? 'null');
    return typeof kept === 'object' && kept !== null ? { ...emptyDraft, ...kept } : emptyDraft;
  } catch {
    return emptyDraft;
  }
}

/** Keeps a draft; an empty one is forgotten. A composer that shows it is told. */
export function writeDraft(slug: string, itemId: string, mode: ComposerMode, change: Partial<Draft>): void {
  const key = keyOf(slug, itemId, mode);
  const draft = { ...readDraft(slug, itemId, mode), ...change };
  known.set(key, draft);
  try {
    if (draft.text === '' && draft.attachments.length === 0) localStorage.removeItem(key);
    else localStorage.setItem(key, JSON.stringify(draft));
  } catch {
    // A full or forbidden storage costs the draft its survival, nothing else.
  }
  for (const listener of listeners.get(key) ?? []) listener();
}

export function listenToDraft(slug: string, itemId: string, mode: ComposerMode, listener: () => void): () => void {
  const key = keyOf(slug, itemId, mode);
  const own = listeners.get(key) ?? new Set();
  own.add(listener);
  listeners.set(key, own);
  return () => own.delete(listener);
}
