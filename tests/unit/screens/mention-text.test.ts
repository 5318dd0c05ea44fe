import { expect, test } from 'vitest';
import { atBefore, matching, mentionsIn } from '#components/composer/mentions/mention-text.ts';
import type { MentionableView } from '#lib/items/notes/types.ts';

const person = (id: string, name: string, cannot: MentionableView['cannot'] = null): MentionableView => ({
  kind: 'member',
  id,
  name,
  cannot,
});
const ines = person('1', 'Inès Morel');
const blind = person('2', 'Inaya Blin', 'channel');
const team: MentionableView = { kind: 'team', id: '3', name: 'Night shift', cannot: null };
const all = [blind, ines, team];

test('an @ at the start of a word opens the list, one in an address does not', () => {
  expect(atBefore('Ask @ine', 8)).toEqual({ start: 4, words: 'ine' });
  expect(atBefore('@', 1)).toEqual({ start: 0, words: '' });
  expect(atBefore('write to me@exam', 16)).toBeNull();
  expect(atBefore('@Inès Morel can you', 4)).toEqual({ start: 0, words: 'Inè' });
});

test('any word of a name is found without accents, and who cannot be mentioned stands last', () => {
  expect(matching(all, 'in', 8)).toEqual([ines, blind]);
  expect(matching(all, 'MOREL', 8)).toEqual([ines]);
  expect(matching(all, 'shift', 8)).toEqual([team]);
  expect(matching(all, 'x', 8)).toEqual([]);
});

test('a text mentions whose whole name stands after an @, and nobody who may not see the item', () => {
  expect(mentionsIn('@Inès Morel and @Night shift, not @Inaya Blin', all, new Set())).toEqual({
    memberIds: ['1'],
    teamIds: ['3'],
  });
  expect(mentionsIn('Inès Morel, @Inès', all, new Set())).toEqual({ memberIds: [], teamIds: [] });
});

test('a longer name does not also mention who has its beginning as a name', () => {
  const anne = person('4', 'Anne');
  const both = [anne, person('5', 'Anne-Marie')];
  expect(mentionsIn('@Anne-Marie', both, new Set()).memberIds).toEqual(['5']);
  expect(mentionsIn('@Anne-Marie @Anne', both, new Set()).memberIds).toEqual(['5', '4']);
});

test('of two with one name, who was chosen is meant; without a choice, both are', () => {
  const two = [ines, person('6', 'Inès Morel')];
  expect(mentionsIn('@Inès Morel', two, new Set(['6'])).memberIds).toEqual(['6']);
  expect(mentionsIn('@Inès Morel', two, new Set()).memberIds).toEqual(['1', '6']);
});
