/*
 * The browser's Back closes what is open over the page before it leaves the page. An overlay that opens on a narrow or touched
 * screen adds an entry to the history, with the same address. Closing it in another way takes no entry away again: going back
 * is asynchronous and would race with the page that the overlay may just have opened. The entry stays as a spare one: the next
 * overlay uses it, a navigation replaces it, and a Back from it goes two steps.
 */

type Overlay = { close: () => void };

const open: Overlay[] = [];
/** How many overlays the current history entry stands for. */
let depth = 0;
let position = 0;
let isListening = false;

/** @returns what to call when it has been closed in any way */
export function openOverlay(close: () => void): () => void {
  if (!isListening) listen();
  const overlay = { close };
  open.push(overlay);
  if (isTouched() && open.length > depthOf(window.history.state)) {
    window.history.pushState({ overlays: open.length }, '');
    depth = open.length;
    position = readPosition();
  }
  return () => {
    const at = open.indexOf(overlay);
    if (at >= 0) open.splice(at, 1);
  };
}

/** What must stay in the state of the current history entry when its address is written. */
export function overlayState(): { overlays: number } | null {
  const overlays = depthOf(window.history.state);
  return overlays > 0 ? { overlays } : null;
}

/** Whether the current history entry is one that an overlay has added: a navigation replaces it. */
export function isOverlayEntry(): boolean {
  return typeof window !== 'undefined' && depthOf(window.history.state) > 0;
}

/** Whether this step through the history has only closed an overlay, or is being continued: the page stays as it is. */
export function isOverlayStep(event: PopStateEvent): boolean {
  return steps.has(event);
}

const steps = new WeakSet<PopStateEvent>();

function listen(): void {
  isListening = true;
  depth = depthOf(window.history.state);
  position = readPosition();
  // In the capture phase, before the listeners of the pages.
  window.addEventListener('popstate', follow, { capture: true });
}

function follow(event: PopStateEvent): void {
  const before = { depth, position };
  depth = depthOf(event.state);
  position = readPosition();
  const isBack = position < before.position || (position === before.position && depth < before.depth);
  if (open.length > depth) {
    for (const overlay of open.splice(depth).reverse()) overlay.close();
    if (isBack) steps.add(event);
  } else if (isBack && before.depth > depth) {
    // From a spare entry to the page under it, which looks the same.
    steps.add(event);
    window.history.back();
  }
}

function depthOf(state: unknown): number {
  if (typeof state !== 'object' || state === null || !('overlays' in state)) return 0;
  return typeof state.overlays === 'number' ? state.overlays : 0;
}

/** The entry's place in the history; always 0 in a browser that does not tell. */
function readPosition(): number {
  return window.navigation?.currentEntry?.index ?? 0;
}

function isTouched(): boolean {
  return window.matchMedia('(width < 760px), (pointer: coarse)').matches;
}
