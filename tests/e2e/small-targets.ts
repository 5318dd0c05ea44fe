import type { Page } from '@playwright/test';

/**
 * Lists what one can tap but not within 44 px: of each link, button and field that is shown, the points up to 22 px from its
 * middle must be its own (its padding and pseudo-elements count), or its box must be that large. A link inside a sentence is as
 * high as its line, and exempt. What a scrolled pane hides is brought into view first.
 */
export async function smallTargets(page: Page): Promise<{ measured: number; small: string[] }> {
  return await page.evaluate(() => {
    const REACH = 21.5;
    const selector =
      'a[href], button, input:not([type=hidden]), select, textarea, summary, [role=button], [role=checkbox], [role=switch], [role=tab], [role=menuitem], [role=menuitemradio], [role=option], [role=radio]';
    const isShown = (element: Element) =>
      element.checkVisibility({ opacityProperty: true, visibilityProperty: true }) &&
      element.getBoundingClientRect().width > 1.5 &&
      element.closest('[inert], [aria-hidden=true]') === null;
    /** Text of its own stands beside the link, in the same block. */
    const isInSentence = (element: Element) => {
      if (element.tagName !== 'A' || getComputedStyle(element).display !== 'inline') return false;
      const own = element.textContent?.trim() ?? '';
      return (element.parentElement?.textContent?.trim() ?? '').length > own.length + 1;
    };
    /** A label's box belongs to its field. */
    const boxOf = (element: Element): DOMRect => {
      const label = element instanceof HTMLInputElement ? element.labels?.[0] : undefined;
      const own = element.getBoundingClientRect();
      const around = label?.contains(element) ? label.getBoundingClientRect() : undefined;
      return around && around.height > own.height ? around : own;
    };
    const hits = (element: Element, x: number, y: number) => {
      const hit = document.elementFromPoint(x, y);
      return hit !== null && (element.contains(hit) || hit.closest('label')?.control === element);
    };
    const small: string[] = [];
    let measured = 0;
    for (const element of document.querySelectorAll<HTMLElement>(selector)) {
      if (!isShown(element) || isInSentence(element)) continue;
      element.scrollIntoView({ block: 'center', inline: 'center' });
      const box = boxOf(element);
      const x = box.left + box.width / 2;
      const y = box.top + box.height / 2;
      // What lies under an overlay can't be tapped now.
      if (!hits(element, x, y)) continue;
      measured += 1;
      const isWide = box.width >= 43.5 || (hits(element, x - REACH, y) && hits(element, x + REACH, y));
      const isHigh = box.height >= 43.5 || (hits(element, x, y - REACH) && hits(element, x, y + REACH));
      if (isWide && isHigh) continue;
      const name = element.getAttribute('aria-label') ?? element.textContent?.trim().slice(0, 40) ?? '';
      small.push(`${element.tagName.toLowerCase()} "${name}" ${Math.round(box.width)}×${Math.round(box.height)}`);
    }
    return { measured, small };
  });
}
