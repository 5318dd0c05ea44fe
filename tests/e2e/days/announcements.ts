import type { Page } from '@playwright/test';

export type Announcement = { text: string; live: 'polite' | 'assertive' };

declare global {
  interface Window {
    announced?: Announcement[];
  }
}

/** Records what the live regions of every page say from now on. Call it before the page is opened. */
export async function recordAnnouncements(page: Page): Promise<void> {
  await page.addInitScript(observe);
}

/** Takes what was announced since it was taken last. */
export async function takeAnnouncements(page: Page): Promise<Announcement[]> {
  const said = await page.evaluate(() => window.announced?.splice(0) ?? []);
  return said.map(({ text, live }) => ({ live, text: text.replaceAll(/[\u2066-\u2069]/gu, '').trim() }));
}

/**
 * Runs in the page. A change inside a live region is said: what was added, or all of an atomic one. An alert that is added
 * is said too; a status that is added together with its text is not, because screen readers miss it.
 */
function observe() {
  window.announced = [];
  const REGIONS = '[aria-live], [role=status], [role=alert], [role=log]';
  const isHidden = (node: Element) => node.closest('[aria-hidden=true], [inert]') !== null || !node.checkVisibility();
  const say = (region: Element, text: string) => {
    const words = text.replaceAll(/\s+/gu, ' ').trim();
    if (!words || isHidden(region) || region.getAttribute('aria-live') === 'off') return;
    const isAlert = region.getAttribute('aria-live') === 'assertive' || region.getAttribute('role') === 'alert';
    window.announced?.push({ text: words, live: isAlert ? 'assertive' : 'polite' });
  };
  const textOf = (node: Node) =>
    node instanceof HTMLElement ? node.innerText || (node.textContent ?? '') : (node.textContent ?? '');
  const watch = new MutationObserver((changes) => {
    const added = new Set<Node>(changes.flatMap(({ addedNodes }) => [...addedNodes]));
    const isNew = (node: Node | null): boolean => node !== null && (added.has(node) || isNew(node.parentNode));
    const wholes = new Set<Element>();
    for (const { type, target, addedNodes } of changes) {
      const owner = target instanceof Element ? target : target.parentElement;
      const region = owner?.closest(REGIONS) ?? null;
      for (const node of addedNodes) {
        const alerts =
          node instanceof Element
            ? [node, ...node.querySelectorAll('*')].filter((one) => one.matches('[role=alert]'))
            : [];
        for (const alert of alerts) say(alert, textOf(alert));
      }
      if (!region || isNew(region)) continue;
      const isAtomic =
        region.getAttribute('aria-atomic') === 'true' ||
        (region.getAttribute('aria-atomic') !== 'false' &&
          ['status', 'alert'].includes(region.getAttribute('role') ?? ''));
      if (isAtomic) wholes.add(region);
      else if (type === 'characterData') say(region, textOf(target));
      else for (const node of addedNodes) say(region, textOf(node));
    }
    for (const region of wholes) say(region, textOf(region));
  });
  const start = () => watch.observe(document.documentElement, { childList: true, subtree: true, characterData: true });
  if (document.documentElement) start();
  else document.addEventListener('DOMContentLoaded', start);
}
