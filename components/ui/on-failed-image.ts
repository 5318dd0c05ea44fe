/**
 * A `ref` for a picture that tells once it could not be loaded, also when that was before the page listened: what the
 * server drew is tried by the browser before React is there to hear of it.
 */
export function onFailedImage(onFailed: () => void): (image: HTMLImageElement | null) => void {
  return (image) => {
    if (image?.complete && image.naturalWidth === 0 && image.currentSrc !== '') onFailed();
  };
}
