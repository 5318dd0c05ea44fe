import { createTranslator } from 'next-intl';
import { expect, test } from 'vitest';
import { nothingText, outcomeText } from '#components/inbox-state/acts/outcome-text.ts';
import en from '#messages/en/acts.json' with { type: 'json' };
import fr from '#messages/fr/acts.json' with { type: 'json' };

const english = createTranslator({ locale: 'en-GB', messages: { acts: en }, namespace: 'acts' });
const french = createTranslator({ locale: 'fr-FR', messages: { acts: fr as typeof en }, namespace: 'acts' });

test('an act on all items says how many', () => {
  expect(outcomeText(english, { act: 'assign', asked: 3, changed: 3, name: 'Léa' })).toEqual({
    label: '3 assigned',
    sentence: '3 items are reassigned.',
  });
});

test('an act that some items did not take says how many it changed, and why the others may have stayed', () => {
  expect(outcomeText(english, { act: 'assign', asked: 3, changed: 2, name: 'Léa' })).toEqual({
    label: 'Assigned: 2 of 3 items',
    sentence: 'Assigned: 2 of 3 items.',
    detail: 'The others stay as they are: perhaps they were so already, or somebody may not receive them.',
  });
});

test('one changed item of several is not said to be the one from the first contact', () => {
  const text = outcomeText(french, { act: 'claim', asked: 2, changed: 1, name: 'Léa' });
  expect(text.sentence).toBe('Pris en charge\u00A0: 1 élément sur 2.');
});

test('an act between people on several items points to the reason beside each', () => {
  expect(outcomeText(english, { act: 'hand-over', asked: 3, changed: 1, name: 'Léa' }).detail).toBe(
    'The others stay as they are; the reason stands beside each.',
  );
});

test('an act that changed nothing says so', () => {
  expect(nothingText(english, 'resolve')).toBe(
    'Nothing has changed: perhaps these items were so already, or parts of them are still to do.',
  );
});
