import type { Locator, Page } from '@playwright/test';
import { contrast, fromBytes } from '#tests/support/look/contrast.ts';

/** How the chosen one of a list is drawn: its least contrast with what surrounds it, and the thickness of its bar in pixels. */
export async function chosenLook(chosen: Locator): Promise<{ contrast: number; barPx: number }> {
  const { bar, edge, around, barPx } = await chosen.evaluate((element) => {
    const canvas = document.createElement('canvas').getContext('2d', { willReadFrequently: true });
    // Browsers compute colours in many notations; a painted pixel has only one.
    const bytesOf = (color: string): number[] => {
      if (!canvas) return [];
      canvas.fillStyle = color;
      canvas.fillRect(0, 0, 1, 1);
      return [...canvas.getImageData(0, 0, 1, 1).data];
    };
    const isClear = (one: Element) =>
      /^(?:rgba\(0, 0, 0, 0\)|transparent)$/u.test(getComputedStyle(one).backgroundColor);
    let ground = element.parentElement;
    while (ground && isClear(ground)) ground = ground.parentElement;
    const before = getComputedStyle(element, '::before');
    const drawn = before.content === 'none' ? getComputedStyle(element, '::after') : before;
    const [edgeColor] = /^[a-z]+\([^)]*\)/u.exec(getComputedStyle(element).boxShadow) ?? [];
    return {
      bar: bytesOf(drawn.backgroundColor),
      edge: edgeColor === undefined ? null : bytesOf(edgeColor),
      around: bytesOf(getComputedStyle(ground ?? document.body).backgroundColor),
      barPx: Math.min(Number.parseFloat(drawn.width), Number.parseFloat(drawn.height)),
    };
  });
  const seen = [bar, ...(edge ? [edge] : [])].map((color) => contrast(fromBytes(color), fromBytes(around)));
  return { contrast: Math.min(...seen), barPx };
}

/** Texts and controls that reach beyond the window's right edge, where nothing can be scrolled to show them. */
export async function cutAtTheRight(page: Page): Promise<string[]> {
  return page.evaluate(() => {
    const isShortened = (element: Element) => {
      for (let at: Element | null = element; at; at = at.parentElement) {
        const style = getComputedStyle(at);
        if (/auto|scroll/u.test(style.overflowX) && at.scrollWidth > at.clientWidth + 1) return true;
        if (style.textOverflow === 'ellipsis' || style.webkitLineClamp !== 'none') return true;
        if (at.clientWidth <= 1 || style.visibility === 'hidden' || style.opacity === '0') return true;
      }
      return false;
    };
    return [...document.querySelectorAll('body *')]
      .filter((element) => element.matches('a, button, input, textarea, [role]') || hasOwnText(element))
      .filter((element) => {
        const box = element.getBoundingClientRect();
        return box.width > 1 && box.height > 1 && box.right > window.innerWidth + 1 && !isShortened(element);
      })
      .map((element) => `${element.tagName} ${element.textContent.slice(0, 40)}`);

    function hasOwnText(element: Element): boolean {
      return [...element.childNodes].some((node) => node.nodeType === 3 && node.nodeValue?.trim());
    }
  });
}

/** Elements that hide a part of their own text below their lower edge. Texts of others that are folded on purpose do not count. */
export async function cutBelow(page: Page): Promise<string[]> {
  return page.evaluate(() =>
    [...document.querySelectorAll<HTMLElement>('body *')]
      .filter((element) => {
        const style = getComputedStyle(element);
        if (!/hidden|clip/u.test(style.overflowY) || style.webkitLineClamp !== 'none') return false;
        if (element.clientWidth <= 1 || element.clientHeight <= 1) return false; // only for screen readers
        return element.scrollHeight > element.clientHeight + 1 && element.textContent.trim() !== '';
      })
      .map((element) => `${element.tagName}.${element.className} ${element.textContent.slice(0, 40)}`),
  );
}
