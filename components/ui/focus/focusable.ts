const TABBABLE = 'a[href], button, input, select, textarea, summary, [tabindex]';
/** Guards around menus and dialogs pass the focus on. Nobody is meant to have it. */
const GUARD = '[aria-hidden="true"], [data-base-ui-focus-guard]';

/** Whether an element is on the page, visible, and can have the focus. */
export function canHaveFocus(element: HTMLElement): boolean {
  return (
    element.isConnected &&
    !element.matches(':disabled') &&
    element.closest('[inert]') === null &&
    element.checkVisibility({ visibilityProperty: true })
  );
}

/** The first element in `root`, or `root` itself, that the Tab key reaches. */
export function firstTabbable(root: Element): HTMLElement | undefined {
  const candidates = [root, ...root.querySelectorAll(TABBABLE)];
  return candidates.find(
    (element): element is HTMLElement =>
      element instanceof HTMLElement &&
      element.matches(TABBABLE) &&
      element.tabIndex >= 0 &&
      !element.matches(GUARD) &&
      canHaveFocus(element),
  );
}
