import { z } from 'zod';

/** The id or the slug that an address names a workspace by; one of the two is null. */
export function workspaceRef(idOrSlug: string): { id: string | null; slug: string | null } {
  const id = z.uuid().safeParse(idOrSlug);
  return id.success ? { id: id.data, slug: null } : { id: null, slug: idOrSlug };
}
