import { readFileSync } from 'node:fs';
import { globSync } from 'node:fs';
import { expect, test } from 'vitest';
import { states } from '#tests/e2e/states/registry.ts';
import { visitsOf } from '#tests/e2e/states/variants.ts';

/** The kinds in the union of dialogs. */
function dialogKinds(): string[] {
  const source = readFileSync('components/inbox-state/screen-state.ts', 'utf8');
  const union = /export type DialogKind =(?<kinds>[^;]+);/u.exec(source)?.groups?.['kinds'] ?? '';
  return [...union.matchAll(/'(?<kind>[^']+)'/gu)].map(({ groups }) => groups?.['kind'] ?? '');
}

test('every page of the app is shown by at least one state of the registry', () => {
  const pages = globSync(['app/**/page.tsx', 'app/**/error.tsx', 'app/**/not-found.tsx']).map((path) =>
    path.replace('app/', ''),
  );
  expect(pages.length).toBeGreaterThan(20);
  const shown = new Set(states.map(({ page }) => page));
  expect(pages.filter((page) => !shown.has(page))).toEqual([]);
});

test('every state of the registry names a page that exists', () => {
  const files = new Set(globSync('app/**/*.tsx').map((path) => path.replace('app/', '')));
  expect(states.filter(({ page }) => !files.has(page)).map(({ name }) => name)).toEqual([]);
});

test('every kind of dialog is shown by at least one state of the registry', () => {
  const kinds = dialogKinds();
  expect(kinds).toContain('palette');
  const shown = new Set<string | undefined>(states.map(({ dialog }) => dialog));
  expect(kinds.filter((kind) => !shown.has(kind))).toEqual([]);
});

test('no two states of the registry share a name', () => {
  const names = states.map(({ name }) => name);
  expect(names.filter((name, at) => names.indexOf(name) !== at)).toEqual([]);
});

test('the visits of every state cover both themes, both languages, forced colours and each viewport where it exists', () => {
  for (const [index, state] of states.entries()) {
    const visits = visitsOf(state, index, false);
    const media = new Set(visits.flatMap(({ medias }) => medias));
    expect([state.name, [...media].toSorted()]).toEqual([state.name, ['dark', 'forced', 'light']]);
    expect([state.name, new Set(visits.map(({ language }) => language)).size]).toEqual([state.name, 2]);
    const viewports = [...new Set(visits.map(({ viewport }) => viewport))].toSorted();
    if (!state.only) expect([state.name, viewports]).toEqual([state.name, ['desktop', 'phone', 'small']]);
    else expect(state.only).toEqual(expect.arrayContaining(viewports));
  }
});
