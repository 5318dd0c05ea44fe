import { expect, test } from 'vitest';
import { type Findable, rankOptions } from '#components/ui/overlays/rank-options.ts';

const group = (heading: string, ...labels: string[]) => ({ heading, items: labels.map((label) => ({ label })) });
const shown = (groups: { items: { label: string }[] }[]) => groups.map(({ items }) => items.map(({ label }) => label));
/** The labels of one group that answer what was typed, the best first. */
const found = (typed: string, ...items: Findable[]) => shown(rankOptions([{ items }], typed)).flat();

test('with nothing typed, all options stand in their order, and empty groups are left out', () => {
  const groups = [group('One', 'b', 'a'), group('Empty'), group('Two', 'c')];
  expect(shown(rankOptions(groups, '  '))).toEqual([['b', 'a'], ['c']]);
});

test('the whole label comes before its beginning, then beginnings of words, then words in order, then in any order', () => {
  const labels = [
    'list of saved views',
    'the view lists',
    'list the view',
    'a list view',
    'list views now',
    'list view',
  ];
  expect(found('list view', ...labels.map((label) => ({ label })))).toEqual([
    'list view',
    'list views now',
    'a list view',
    'list of saved views',
    'list the view',
    'the view lists',
  ]);
});

test('letters inside a word, or scattered over words, find nothing', () => {
  const labels = [{ label: 'hide the message' }, { label: 'resolve and save' }, { label: 'unsnooze' }];
  expect(found('theme', ...labels)).toEqual([]);
  expect(found('snooze', ...labels)).toEqual([]);
  expect(found('olve', ...labels)).toEqual([]);
});

test('the group with the best answer comes first', () => {
  const groups = [group('Go', 'inbox of mine'), group('Acts', 'mine')];
  expect(shown(rankOptions(groups, 'mine'))).toEqual([['mine'], ['inbox of mine']]);
});

test('accents, capitals, hyphens and apostrophes make no difference', () => {
  for (const typed of ['ete', 'ÉTÉ', 'saint malo', 'a saint-malo', 'l’ete', "d'ete", 'œuvre']) {
    expect(found(typed, { label: 'Été à Saint-Malo : l’œuvre' }, { label: 'hiver' }), typed).toHaveLength(1);
  }
  expect(found("l'item", { label: 'Ouvrir l’item' }, { label: 'Item suivant' })).toEqual([
    'Item suivant',
    'Ouvrir l’item',
  ]);
  expect(found('changer d', { label: 'Changer d’espace' })).toHaveLength(1);
});

test('a word that is wholly a synonym comes before words that only begin so', () => {
  const options = [{ label: 'Connection log' }, { label: 'Add a channel', synonyms: ['connect'] }];
  expect(found('connect', ...options)).toEqual(['Add a channel', 'Connection log']);
});

test('of two equal answers, the one in the words on the screen comes first', () => {
  const options = [
    { label: 'Retry', foreign: { label: 'Note' } },
    { label: 'Note it', synonyms: ['memo'] },
    { label: 'Other', synonyms: ['notes'] },
  ];
  expect(found('not', ...options)).toEqual(['Note it', 'Other', 'Retry']);
});

test('a risky option comes first for the beginning of its label or for its whole synonym, not for less', () => {
  const options = [
    { label: 'Delete message', synonyms: ['trash'], isRisky: true },
    { label: 'Message settings' },
    { label: 'search', isAlways: true },
  ];
  expect(found('delete', ...options)[0]).toBe('Delete message');
  expect(found('trash', ...options)[0]).toBe('Delete message');
  expect(found('tra', ...options)).toEqual(['search', 'Delete message']);
  expect(found('de', ...options)).toEqual(['search', 'Delete message']);
  expect(found('message', ...options)).toEqual(['Message settings', 'search', 'Delete message']);
});

test('of two labels that begin alike, the harmless one comes first', () => {
  expect(found('res', { label: 'Resolve', isRisky: true }, { label: 'Restore' })).toEqual(['Restore', 'Resolve']);
});

test('what always stays stands last, whatever is typed', () => {
  const groups = [
    { items: [{ label: 'search for it', isAlways: true }] },
    { items: [{ label: 'searching' }, { label: 'other' }] },
  ];
  expect(shown(rankOptions(groups, 'search'))).toEqual([['searching'], ['search for it']]);
  expect(shown(rankOptions(groups, 'qqq'))).toEqual([['search for it']]);
});
