import { expect, test } from 'vitest';
import { rankOptions } from '#components/ui/overlays/rank-options.ts';

const group = (heading: string, ...words: string[]) => ({ heading, items: words.map((one) => ({ words: one })) });
const shown = (groups: { items: { words: string }[] }[]) => groups.map(({ items }) => items.map(({ words }) => words));

test('with nothing typed, all options stand in their order, and empty groups are left out', () => {
  const groups = [group('One', 'b', 'a'), group('Empty'), group('Two', 'c')];
  expect(shown(rankOptions(groups, '  '))).toEqual([['b', 'a'], ['c']]);
});

test('options that begin with what was typed come before those that hold it, and those before its scattered letters', () => {
  const groups = [group('Acts', 'bring a snack', 'unsnooze', 'set a nice zoom', 'Snooze', 'resolve', 'to snooze')];
  expect(shown(rankOptions(groups, 'snooze'))).toEqual([['Snooze', 'to snooze', 'unsnooze']]);
  expect(shown(rankOptions(groups, 'snz'))).toEqual([['unsnooze', 'set a nice zoom', 'Snooze', 'to snooze']]);
});

test('the group with the best answer comes first', () => {
  const groups = [group('Go', 'inbox of mine'), group('Acts', 'mine')];
  expect(shown(rankOptions(groups, 'mine'))).toEqual([['mine'], ['inbox of mine']]);
});

test('accents, capitals and hyphens make no difference', () => {
  const groups = [group('Tags', 'Été à Saint-Malo', 'hiver')];
  for (const typed of ['ete', 'ÉTÉ', 'saint malo', 'a saint-malo']) {
    expect(shown(rankOptions(groups, typed)), typed).toEqual([['Été à Saint-Malo']]);
  }
});

test('what always stays stands last, whatever is typed', () => {
  const groups = [
    { items: [{ words: 'search for it', isAlways: true }] },
    { items: [{ words: 'searching' }, { words: 'other' }] },
  ];
  expect(shown(rankOptions(groups, 'search'))).toEqual([['searching'], ['search for it']]);
  expect(shown(rankOptions(groups, 'qqq'))).toEqual([['search for it']]);
});
