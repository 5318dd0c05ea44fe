/** Closes the palette, then does what was chosen. */
export type Run = (act: () => void) => void;
