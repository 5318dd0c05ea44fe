/** What stands for the name of somebody whose name is kept no more, as the server writes it. */
const ERASED = '—';

/** Whose words these are, as far as it is known: by name, somebody the network does not name, or somebody erased. */
export function whoIs(name: string): { kind: 'named'; name: string } | { kind: 'unknown' | 'erased' } {
  const trimmed = name.trim();
  if (trimmed === ERASED) return { kind: 'erased' };
  return trimmed === '' || trimmed.startsWith('unknown:') ? { kind: 'unknown' } : { kind: 'named', name: trimmed };
}

/** A handle as people write it; null where the network has none and gives the name or an opaque id instead. */
export function shownHandle({ name, handle }: { name: string; handle: string }): string | null {
  const bare = handle.trim().replace(/^@/u, '');
  if (bare === '' || bare === ERASED || bare.startsWith('unknown:') || /\s/u.test(bare)) return null;
  if (/^\d+$/u.test(bare) || bare.toLowerCase() === name.trim().replace(/^@/u, '').toLowerCase()) return null;
  return `@${bare}`;
}

/** A channel as a voice: its handle, or its name where the network has no handles. */
export function voiceOf({ name, handle }: { name: string; handle: string }): string {
  const bare = handle.trim().replace(/^@/u, '');
  return bare === '' || /\s/u.test(bare) || /^\d+$/u.test(bare) ? name || bare : `@${bare}`;
}
