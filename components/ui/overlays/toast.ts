/** A toast says what was done and offers the way back or the next step; it is never only a confirmation. */
export type Toast = {
  title: string;
  description?: string;
  action: { label: string; keys?: string; run: () => void };
  tone?: 'neutral' | 'bad';
};

type Listener = (toast: Toast) => void;

let listener: Listener | null = null;
const waiting: Toast[] = [];

export function showToast(toast: Toast): void {
  if (listener) listener(toast);
  else waiting.push(toast);
}

/** Used once, by the layer that draws them; what came before it was loaded is handed over. */
export function listenToToasts(next: Listener): () => void {
  listener = next;
  for (const toast of waiting.splice(0)) next(toast);
  return () => {
    listener = null;
  };
}
