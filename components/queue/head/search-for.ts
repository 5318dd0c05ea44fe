import { navigate, readRoute } from '#components/route/route-store.ts';

/** Searches the list for words; empty words end the search. */
export function searchFor(words: string, { replace }: { replace: boolean }): void {
  const search = new URLSearchParams(readRoute()?.query ?? '');
  if (words.trim()) search.set('q', words.trim());
  else search.delete('q');
  navigate({ query: search.toString() }, { replace });
}
