const STILL_TYPING_MS = 6_000;

let typedIn: string | null = null;
let typedAt = 0;
let timer: ReturnType<typeof setTimeout> | undefined;
const listeners = new Map<string, Set<() => void>>();

function notify(itemId: string): void {
  for (const listener of listeners.get(itemId) ?? []) listener();
}

/** In which item this member is typing. A keystroke counts for some seconds. */
export const typing = {
  keystroke(itemId: string): void {
    const wasTyping = typing.isTyping(itemId);
    typedIn = itemId;
    typedAt = Date.now();
    clearTimeout(timer);
    timer = setTimeout(() => typing.stop(itemId), STILL_TYPING_MS);
    if (!wasTyping) notify(itemId);
  },
  stop(itemId: string): void {
    if (typedIn !== itemId) return;
    clearTimeout(timer);
    typedIn = null;
    notify(itemId);
  },
  isTyping(itemId: string): boolean {
    return typedIn === itemId && Date.now() - typedAt < STILL_TYPING_MS;
  },
  onChange(itemId: string, listener: () => void): () => void {
    const own = listeners.get(itemId) ?? new Set();
    listeners.set(itemId, own.add(listener));
    return () => own.delete(listener);
  },
};
