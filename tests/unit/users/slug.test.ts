import { expect, test } from 'vitest';
import { slugFor, workspaceSlug } from '#lib/workspaces/types.ts';

test.each([
  ['Maison Aubry & Fils', 'maison-aubry-fils'],
  ['  Été à la plage !  ', 'ete-a-la-plage'],
  ['東京', 'workspace'],
  ['a'.repeat(60), 'a'.repeat(40)],
  ['x'.repeat(39) + ' y', 'x'.repeat(39)],
  ['019a1fbd-8c47-7d30-9e31-737625ae9f70', 'workspace'],
])('a workspace named %j gets the slug %s', (name, slug) => {
  expect(slugFor(name)).toBe(slug);
  expect(workspaceSlug.safeParse(slug).success).toBe(true);
});
