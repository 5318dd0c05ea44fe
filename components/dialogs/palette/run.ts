/** Closes the palette, then does what was chosen. `opensField`: what is typed meanwhile is meant for a field that will open. */
export type Run = (act: () => void, more?: { opensField: boolean }) => void;
