import { globSync, readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { states } from '#tests/e2e/states/registry.ts';
import { variantOf, visitsOf } from '#tests/e2e/states/variants.ts';

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
    const looks = visits.flatMap((visit) => visit.looks);
    const seen = {
      medias: [...new Set(looks.map(({ media }) => media))].toSorted(),
      languages: [...new Set(visits.map(({ language }) => language))].toSorted(),
      viewports: [...new Set(looks.map(({ viewport }) => viewport))].toSorted(),
    };
    const viewports = { desktop: ['desktop'], phone: ['phone', 'small'], both: ['desktop', 'phone', 'small'] };
    expect({ state: state.name, ...seen }).toEqual({
      state: state.name,
      medias: ['dark', 'forced', 'light'],
      languages: ['en', 'fr'],
      viewports: viewports[state.only ?? 'both'],
    });
  }
});

test('the full walk takes every state in each theme and with forced colours, in each language, on each viewport', () => {
  const looks = visitsOf({}, 0, true).flatMap((visit) => visit.looks.map((look) => variantOf(visit, look)));
  expect(new Set(looks).size).toBe(3 * 2 * 3);
  expect(looks).toHaveLength(3 * 2 * 3);
});
