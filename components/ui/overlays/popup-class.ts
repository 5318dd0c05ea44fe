/** The look of what floats above the page: menus and lists. */
export const popupClass =
  'rounded-sheet bg-raised text-ink shadow-float outline-none transition-[opacity,scale] duration-120 ease-out origin-(--transform-origin) data-starting-style:scale-97 data-starting-style:opacity-0 data-ending-style:opacity-0';

/**
 * How they are placed: fixed, so that one that no longer fits (the phone was turned) never makes the page wider than the
 * screen before it has moved.
 */
export const positioner = { positionMethod: 'fixed' } as const;
