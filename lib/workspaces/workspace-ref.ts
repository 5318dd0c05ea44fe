import { z } from 'zod';

/** Splits an address's workspace into id or slug; the other one is null. */
export function workspaceRef(idOrSlug: string): { id: string | null; slug: string | null } {
  const id = z.uuid().safeParse(idOrSlug);
  return id.success ? { id: id.data, slug: null } : { id: null, slug: idOrSlug };
}
