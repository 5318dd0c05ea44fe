import type { Locator, Page } from '@playwright/test';
import { contrast, parseColor, type Rgb } from '#tests/support/look/contrast.ts';

type Drawn = { edge: string; bar: { color: string; width: string; height: string }; around: string };

/** How the chosen one of a list is drawn: its least contrast with what surrounds it, and the thickness of its bar in pixels. */
export async function chosenLook(chosen: Locator): Promise<{ contrast: number; barPx: number }> {
  const drawn = await chosen.evaluate((element): Drawn => {
    const style = getComputedStyle(element);
    const before = getComputedStyle(element, '::before');
    const after = getComputedStyle(element, '::after');
    const bar = before.content === 'none' ? after : before;
    let around = element.parentElement;
    while (around && /^(?:rgba\(0, 0, 0, 0\)|transparent)$/u.test(getComputedStyle(around).backgroundColor))
      around = around.parentElement;
    return {
      edge: style.boxShadow.split(/\) (?=[\d-])/u)[0] ?? '',
      bar: { color: bar.backgroundColor, width: bar.width, height: bar.height },
      around: getComputedStyle(around ?? document.body).backgroundColor,
    };
  });
  const around = colorOf(drawn.around);
  const seen = [drawn.bar.color, ...(drawn.edge === 'none' ? [] : [drawn.edge])].map((color) =>
    contrast(colorOf(color), around),
  );
  return {
    contrast: Math.min(...seen),
    barPx: Math.min(Number.parseFloat(drawn.bar.width), Number.parseFloat(drawn.bar.height)),
  };
}

function colorOf(text: string): Rgb {
  const parsed = parseColor(text);
  if (!parsed) throw new Error(`not a colour: ${text}`);
  return parsed.rgb;
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
