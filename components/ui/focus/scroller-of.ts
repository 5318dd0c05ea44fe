/** The nearest element around `target`, or `target` itself, that scrolls up and down and has more than it shows. */
export function scrollerOf(target: Element): Element | null {
  for (let element: Element | null = target; element && element !== document.body; element = element.parentElement) {
    if (element.scrollHeight <= element.clientHeight + 1) continue;
    const { overflowY } = getComputedStyle(element);
    if (overflowY === 'auto' || overflowY === 'scroll') return element;
  }
  return null;
}
