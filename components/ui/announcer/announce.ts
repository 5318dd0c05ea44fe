type Listener = (text: string) => void;

let listener: Listener | null = null;
const waiting: string[] = [];

/**
 * Lets a screen reader say a sentence, politely: after what it is saying now. For what changes without the focus. What
 * gets the focus is read anyway and needs no announcement.
 */
export function announce(text: string): void {
  if (listener) listener(text);
  else waiting.push(text);
}

/** Used once, by the live region. It also gets the sentences from before it was mounted. */
export function listenToAnnouncements(next: Listener): () => void {
  listener = next;
  for (const text of waiting.splice(0)) next(text);
  return () => {
    listener = null;
  };
}
