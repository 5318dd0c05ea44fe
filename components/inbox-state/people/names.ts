import { plainLine } from '#lib/plain-text.ts';

/** What stands for the name of somebody whose name is kept no more, as the server writes it. */
const ERASED = '—';
/** A name of blanks and joiners alone is none. */
const VISIBLE = /[^\p{C}\p{Z}]/u;

/** Whose words these are, as far as it is known: by name, somebody the network does not name, or somebody erased. */
export function whoIs(name: string): { kind: 'named'; name: string } | { kind: 'unknown' | 'erased' } {
  const trimmed = plainLine(name);
  if (trimmed === ERASED) return { kind: 'erased' };
  return !VISIBLE.test(trimmed) || trimmed.startsWith('unknown:')
    ? { kind: 'unknown' }
    : { kind: 'named', name: trimmed };
}

/** A handle as people write it; null where the network has none and gives the name or an opaque id instead. */
export function shownHandle({ name, handle }: { name: string; handle: string }): string | null {
  const bare = bareHandle(handle);
  return bare === null || bare.toLowerCase() === plainLine(name).replace(/^@/u, '').toLowerCase() ? null : `@${bare}`;
}

/** A channel as a voice: its handle, or its name where the network has no handles (or gives the name for one). */
export function voiceOf({ name, handle }: { name: string; handle: string }): string {
  const bare = bareHandle(handle);
  return bare === null || isOnlyAName(bare, name) ? plainLine(name) || plainLine(handle) : `@${bare}`;
}

/** A name of one word may look like a handle; handles with capitals that are the very name are rare. */
function isOnlyAName(bare: string, name: string): boolean {
  return bare === plainLine(name) && /\p{Lu}/u.test(bare);
}

/** What looks like a handle: one word, with a small letter in it (ids and store codes have none). */
function bareHandle(handle: string): string | null {
  const bare = plainLine(handle).replace(/^@/u, '');
  return bare === ERASED || bare.startsWith('unknown:') || !/^\S*\p{Ll}\S*$/u.test(bare) ? null : bare;
}
