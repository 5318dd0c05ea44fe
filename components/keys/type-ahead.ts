import { isTaken } from './key-text.ts';

/**
 * Keys typed while a dialog or a composer is being opened, which its field will get. From the moment it is asked for until its
 * field has the focus, keys are held; then they are typed into it in their order.
 */
let held: KeyboardEvent[] = [];
let isHolding = false;
let isReplaying = false;
/** Counts the times: a replay that opened the next dialog must leave that one's keys alone. */
let holding = 0;
let cancel: (() => void) | undefined;
let limit: ReturnType<typeof setTimeout> | undefined;

/** Keys that a field or its list understands, beside signs. */
const editing: ReadonlySet<string> = new Set(['Backspace', 'Enter', 'Escape', 'ArrowDown', 'ArrowUp', 'Tab']);

type Holding = {
  /** Holds them no longer than this, for what may not open at all. */
  forMs?: number;
  /** Keys that were typed before these. */
  first?: readonly KeyboardEvent[];
  /** What Escape does before anything has opened. */
  onCancel?: () => void;
};

/** Holds all keys from now on, until a field or something in a dialog gets the focus, or `releaseKeys` is called. */
export function holdKeys({ forMs, first = [], onCancel }: Holding = {}): void {
  clearTimeout(limit);
  cancel = onCancel;
  if (forMs !== undefined) limit = setTimeout(releaseKeys, forMs);
  held.push(...first);
  if (isHolding) return;
  isHolding = true;
  isReplaying = false;
  holding += 1;
  window.addEventListener('keydown', onKey, true);
  document.addEventListener('focusin', onFocus);
}

/** Stops holding keys, and forgets them: what they were typed for has closed. */
export function releaseKeys(): void {
  clearTimeout(limit);
  cancel = undefined;
  isHolding = false;
  isReplaying = false;
  held = [];
  window.removeEventListener('keydown', onKey, true);
  document.removeEventListener('focusin', onFocus);
}

/** The keys that were typed behind the one that is being replayed: they are meant for what that one opens. */
export function takeHeldKeys(): KeyboardEvent[] {
  return held.splice(0);
}

/** Takes a key while a dialog is being opened. @returns whether it was held */
export function holdKey(event: KeyboardEvent): boolean {
  // A key that is typed into the field again was made by us.
  if (!isHolding || !event.isTrusted || event.isComposing || event.ctrlKey || event.metaKey) return false;
  if (event.key.length > 1 && !editing.has(event.key)) return false;
  if (event.key === 'Escape' && cancel && !isReplaying) {
    const close = cancel;
    releaseKeys();
    close();
  } else held.push(event);
  return true;
}

function onKey(event: KeyboardEvent): void {
  if (!holdKey(event)) return;
  event.preventDefault();
  event.stopImmediatePropagation();
}

function onFocus({ target }: FocusEvent): void {
  if (isReplaying || !(target instanceof HTMLElement) || !isTaken(target)) return;
  if (held.length === 0) releaseKeys();
  else void replay(target);
}

/** Types the held keys. Those pressed meanwhile are held too, so that the order stays. */
async function replay(target: HTMLElement): Promise<void> {
  isReplaying = true;
  const own = holding;
  const isOver = () => !isHolding || holding !== own;
  // The field may have got the focus while React was at work, which would put back what the field showed.
  await Promise.resolve();
  if (isOver()) return;
  for (let event = held.shift(); event; event = held.shift()) {
    const field = document.activeElement instanceof HTMLElement ? document.activeElement : target;
    if (event.key.length === 1) typeInto(field, event.key);
    else {
      // After the frame that shows what was typed before.
      await new Promise((done) => requestAnimationFrame(done));
      if (isOver()) return;
      press(field, event);
    }
    if (isOver()) return;
  }
  releaseKeys();
}

function typeInto(field: HTMLElement, sign: string): void {
  if (!isText(field)) return;
  field.setRangeText(sign, field.selectionStart ?? 0, field.selectionEnd ?? 0, 'end');
  field.dispatchEvent(new InputEvent('input', { bubbles: true, data: sign, inputType: 'insertText' }));
}

function press(field: HTMLElement, { key, code, shiftKey }: KeyboardEvent): void {
  const isUsed = !field.dispatchEvent(
    new KeyboardEvent('keydown', { key, code, shiftKey, bubbles: true, cancelable: true }),
  );
  if (isUsed || !isText(field)) return;
  if (key === 'Enter' && field instanceof HTMLTextAreaElement) typeInto(field, '\n');
  if (key !== 'Backspace' || field.selectionStart === null) return;
  const end = field.selectionEnd ?? field.selectionStart;
  const start = field.selectionStart === end ? Math.max(0, end - 1) : field.selectionStart;
  field.setRangeText('', start, end, 'end');
  field.dispatchEvent(new InputEvent('input', { bubbles: true, inputType: 'deleteContentBackward' }));
}

const isText = (field: HTMLElement) => field instanceof HTMLInputElement || field instanceof HTMLTextAreaElement;
