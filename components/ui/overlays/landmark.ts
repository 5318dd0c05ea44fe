/**
 * Where what opens over the page is put: inside the main landmark, so that screen readers find it there. Undefined on the
 * server, where nothing is open.
 */
export function mainLandmark(): HTMLElement | undefined {
  return typeof document === 'undefined' ? undefined : (document.querySelector('main') ?? document.body);
}
