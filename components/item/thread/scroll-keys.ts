export type ScrollStep = 'pageUp' | 'pageDown' | 'start' | 'end';

type Key = Pick<KeyboardEvent, 'key' | 'shiftKey' | 'altKey' | 'ctrlKey' | 'metaKey'>;

/** How a key scrolls a text; null when it does not. */
export function scrollStepOf({ key, shiftKey, altKey, ctrlKey, metaKey }: Key): ScrollStep | null {
  if (altKey || ctrlKey || metaKey) return null;
  if (key === ' ') return shiftKey ? 'pageUp' : 'pageDown';
  if (shiftKey) return null;
  const steps: Record<string, ScrollStep> = { PageUp: 'pageUp', PageDown: 'pageDown', Home: 'start', End: 'end' };
  return steps[key] ?? null;
}
