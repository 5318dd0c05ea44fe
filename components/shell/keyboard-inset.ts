type Viewport = { height: number; offsetTop: number; scale: number };

/**
 * How much of the page's lower end an on-screen keyboard covers, in pixels. Browsers that shrink the page for the keyboard
 * (`interactive-widget=resizes-content`) answer 0; others lay it over the page and shrink only the visual viewport. A pinch
 * shrinks that too, and is no keyboard.
 */
export function keyboardInset(pageHeight: number, { height, offsetTop, scale }: Viewport): number {
  if (Math.abs(scale - 1) > 0.01) return 0;
  return Math.max(0, Math.round(pageHeight - height - offsetTop));
}
