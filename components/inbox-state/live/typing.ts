const STILL_TYPING_MS = 6_000;

let typedIn: string | null = null;
let typedAt = 0;
let timer: ReturnType<typeof setTimeout> | undefined;
const listeners = new Map<string, Set<() => void>>();

function wake(itemId: string): void {
  for (const listener of listeners.get(itemId) ?? []) listener();
}

/** Whether the member is writing in an item right now: a stroke counts for some seconds. */
export const typing = {
  stroke(itemId: string): void {
    const wasTyping = typing.isTyping(itemId);
    typedIn = itemId;
    typedAt = Date.now();
    clearTimeout(timer);
    timer = setTimeout(() => typing.stop(itemId), STILL_TYPING_MS);
    if (!wasTyping) wake(itemId);
  },
  stop(itemId: string): void {
    if (typedIn !== itemId) return;
    clearTimeout(timer);
    typedIn = null;
    wake(itemId);
  },
  isTyping(itemId: string): boolean {
    return typedIn === itemId && Date.now() - typedAt < STILL_TYPING_MS;
  },
  onChange(itemId: string, listener: () => void): () => void {
    const own = listeners.get(itemId) ?? new Set();
    own.add(listener);
    listeners.set(itemId, own);
    return () => own.delete(listener);
  },
};
