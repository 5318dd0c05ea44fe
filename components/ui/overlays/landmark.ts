/** Where what opens over the page is put: inside the main landmark, so that screen readers find it there. */
export function mainLandmark(): HTMLElement {
  return document.querySelector('main') ?? document.body;
}
