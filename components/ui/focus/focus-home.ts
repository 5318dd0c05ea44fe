/** A place that knows better than its first control what should get the focus: a list gives it to its current row. */
export type FocusHome = { element: () => Element | null; enter: () => void };

const homes: FocusHome[] = [];

/** Registers a home while it is on the page. The latest one is the page's home. @returns a function that removes it */
export function addFocusHome(home: FocusHome): () => void {
  homes.push(home);
  return () => {
    homes.splice(homes.indexOf(home), 1);
  };
}

/** The home that an element is. */
export function homeAt(element: Element): FocusHome | undefined {
  return homes.find((home) => home.element() === element);
}

/** Gives the focus to the page's home, or else to its heading. */
export function focusHome(): void {
  // A page that is left is still registered while the next one appears.
  const home = homes.findLast(({ element }) => element()?.isConnected);
  if (home) home.enter();
  else focusHeading();
}

/** Gives the focus to the page's heading, or to its main part where there is none. */
export function focusHeading(): void {
  const headings = [...document.querySelectorAll<HTMLElement>('h1')];
  const place = headings.find((heading) => heading.checkVisibility()) ?? document.querySelector('main');
  if (!place) return;
  if (!place.hasAttribute('tabindex')) place.tabIndex = -1;
  place.focus({ preventScroll: true });
}
