import { workspaceSlug } from './types.ts';

/** A slug made of a name: `Maison Aubry & Fils` → `maison-aubry-fils`; a name without letters gives `workspace`. */
export function slugFor(name: string): string {
  const slug = name
    .normalize('NFKD')
    .replace(/\p{M}/gu, '')
    .toLowerCase()
    .replace(/[^a-z0-9]+/g, '-')
    .slice(0, 40)
    .replace(/^-+|-+$/g, '');
  return workspaceSlug.safeParse(slug).success ? slug : 'workspace';
}
