/** A toast says what was done and offers to undo it or the next step. It is never just a confirmation. */
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

/** Used once, by the layer that renders toasts. It also gets the toasts from before it was loaded. */
export function listenToToasts(next: Listener): () => void {
  listener = next;
  for (const toast of waiting.splice(0)) next(toast);
  return () => {
    listener = null;
  };
}
