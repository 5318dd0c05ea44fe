declare global {
  interface Window {
    takeEarlyKeys?: () => KeyboardEvent[];
  }
}

/** What was pressed longer ago is no longer meant, in milliseconds. */
const FRESH_MS = 3_000;

/**
 * Stands in the page's own HTML: remembers the latest keys pressed while the page is painted and does not listen yet.
 * Nothing of what is typed into a field.
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

/** The keys that were pressed before anybody listened; from now on they are no longer remembered. */
export function takeEarlyKeys(): KeyboardEvent[] {
  const now = performance.now();
  return (window.takeEarlyKeys?.() ?? []).filter(({ timeStamp }) => now - timeStamp < FRESH_MS);
}
