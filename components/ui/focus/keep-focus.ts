import { canHaveFocus, firstTabbable } from './focusable.ts';
import { focusHome, homeAt } from './focus-home.ts';

/** Where an element stood: its ancestors, and at each the index of the branch that it was in. */
type Position = readonly { parent: Element; index: number }[];

/** A place that takes the focus itself when something inside it is lost. */
const PLACE = '[data-focus-place]';
/** What passes: when something in it is gone, the next control is not near it but in the page below. */
const PASSING = '[data-focus-passes]';
/** What holds the focus until it closes. */
const DIALOG = '[role="dialog"], [role="alertdialog"], [role="menu"], [role="listbox"]';
/** The search for the nearest control ends here. */
const REGION = 'section, aside, nav, form, [role="region"], [role="search"]';

/**
 * Keeps the focus off the body. When the focused element leaves the page, is hidden or is disabled, the focus goes to the
 * place around it that takes it (`data-focus-place`), or to the next control in the same region, or to the page's home.
 * A focus that was given up on purpose (a click beside everything) stays where it is.
 * @returns a function that stops it
 */
export function keepFocus(): () => void {
  let last: { element: HTMLElement; position: Position } | null = null;
  let frame = 0;

  const rememberElement = (element: EventTarget | null) => {
    if (element instanceof HTMLElement && element !== document.body) last = { element, position: positionOf(element) };
  };
  const remember = ({ target }: FocusEvent) => rememberElement(target);
  // The page can be used before it is interactive.
  rememberElement(document.activeElement);
  const check = () => {
    const active = document.activeElement;
    const isLost = active === null || active === document.body || active === last?.element;
    if (!last || !isLost || canHaveFocus(last.element)) return;
    const { position } = last;
    last = null;
    restore(position);
  };
  const checkInNextFrame = () => {
    frame ||= requestAnimationFrame(() => {
      frame = 0;
      check();
    });
  };
  const changes = new MutationObserver(() => {
    if (!last) return;
    // A dialog that closes returns the focus itself, in a microtask that was queued before this one.
    if (!last.element.isConnected) queueMicrotask(check);
    checkInNextFrame();
  });
  changes.observe(document.body, {
    subtree: true,
    childList: true,
    attributes: true,
    attributeFilter: ['class', 'hidden', 'disabled', 'inert'],
  });
  document.addEventListener('focusin', remember);
  document.addEventListener('focusout', checkInNextFrame);
  return () => {
    changes.disconnect();
    cancelAnimationFrame(frame);
    document.removeEventListener('focusin', remember);
    document.removeEventListener('focusout', checkInNextFrame);
  };
}

function positionOf(element: Element): Position {
  const position: { parent: Element; index: number }[] = [];
  for (let child = element; child.parentElement && child.parentElement !== document.body; child = child.parentElement) {
    position.push({ parent: child.parentElement, index: [...child.parentElement.children].indexOf(child) });
  }
  return position;
}

function restore(position: Position): void {
  for (const { parent, index } of position) {
    if (parent.matches(PASSING) || parent.matches('main')) break;
    if (!parent.isConnected || !parent.checkVisibility()) continue;
    const home = homeAt(parent);
    if (home) {
      home.enter();
      return;
    }
    const near = parent.matches(PLACE) && parent instanceof HTMLElement ? parent : nearest(parent, index);
    // Inside a place, the place itself is the answer, however near a control is.
    if (near) {
      (parent.closest<HTMLElement>(PLACE) ?? near).focus({ preventScroll: true });
      return;
    }
    if (parent.matches(DIALOG) && parent instanceof HTMLElement) {
      parent.focus();
      return;
    }
    if (parent.matches(REGION)) break;
  }
  focusHome();
}

/** The first control from this child on, or else the last one before it. */
function nearest(parent: Element, index: number): HTMLElement | undefined {
  const children = [...parent.children];
  for (const child of [...children.slice(index), ...children.slice(0, index).reverse()]) {
    const found = firstTabbable(child);
    if (found) return found;
  }
  return undefined;
}
