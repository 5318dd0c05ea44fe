/**
 * A `ref` for a picture that calls back if the picture could not be loaded before React was there: the browser loads the
 * pictures of the server's HTML before hydration, so `onError` alone would miss it.
 */
export function onFailedImage(onFailed: () => void): (image: HTMLImageElement | null) => void {
  return (image) => {
    if (image?.complete && image.naturalWidth === 0 && image.currentSrc !== '') onFailed();
  };
}
