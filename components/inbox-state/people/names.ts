import { plainLine } from '#lib/plain-text.ts';

/** The name that the server writes after a contact was erased. */
const ERASED = '—';
/** A name must contain more than spaces and invisible characters. */
const VISIBLE = /[^\p{C}\p{Z}]/u;

/** A person's name, or why there is none: the network did not send it, or the person was erased. */
export function parseName(name: string): { kind: 'named'; name: string } | { kind: 'unknown' | 'erased' } {
  const trimmed = plainLine(name);
  if (trimmed === ERASED) return { kind: 'erased' };
  return !VISIBLE.test(trimmed) || trimmed.startsWith('unknown:')
    ? { kind: 'unknown' }
    : { kind: 'named', name: trimmed };
}

/** A handle as people write it; null if the network has no handles and sends the name or an id instead. */
export function shownHandle({ name, handle }: { name: string; handle: string }): string | null {
  const bare = bareHandle(handle);
  return bare === null || bare.toLowerCase() === plainLine(name).replace(/^@/u, '').toLowerCase() ? null : `@${bare}`;
}

/** What a channel is called on the screen: its handle, or its name if the network has no handles or sends the name as one. */
export function channelLabel({ name, handle }: { name: string; handle: string }): string {
  const bare = bareHandle(handle);
  return bare === null || isNameAsHandle(bare, name) ? plainLine(name) || plainLine(handle) : `@${bare}`;
}

/** A one-word name looks like a handle. A handle that equals the name and has capitals is most likely a name. */
function isNameAsHandle(bare: string, name: string): boolean {
  return bare === plainLine(name) && /\p{Lu}/u.test(bare);
}

/** A handle is one word with a lower-case letter in it; ids and store codes have none. */
function bareHandle(handle: string): string | null {
  const bare = plainLine(handle).replace(/^@/u, '');
  return bare === ERASED || bare.startsWith('unknown:') || !/^\S*\p{Ll}\S*$/u.test(bare) ? null : bare;
}
