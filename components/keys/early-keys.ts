declare global {
  interface Window {
    takeEarlyKeys?: () => KeyboardEvent[];
  }
}

/** Keys that were pressed longer ago are ignored, in milliseconds. */
export const FRESH_MS = 3_000;

/**
 * A script in the page's HTML. It remembers the latest keys that are pressed while the page is visible but does not listen
 * yet, except those typed into a field.
 */
export const rememberEarlyKeys = `(()=>{
const keys=[];
const remember=(event)=>{
if(event.target.closest?.('input,textarea,select,[contenteditable]'))return;
keys.push(event);
if(keys.length>9)keys.shift();
};
addEventListener('keydown',remember);
window.takeEarlyKeys=()=>{removeEventListener('keydown',remember);return keys.splice(0)};
})()`;

/** Takes the keys that were pressed before the page listened, and stops remembering them. */
export function takeEarlyKeys(): KeyboardEvent[] {
  return window.takeEarlyKeys?.() ?? [];
}

/** Whether a key was pressed so lately that it is still expected to do something. */
export function isFresh({ timeStamp }: Event): boolean {
  return performance.now() - timeStamp < FRESH_MS;
}
