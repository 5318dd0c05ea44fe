import { createTranslator } from 'next-intl';
import { expect, test } from 'vitest';
import { rowSentence } from '#components/queue/rows/row-sentence.ts';
import type { ItemRow } from '#lib/items/types.ts';
import en from '#messages/en/queue.json' with { type: 'json' };
import { aRow } from './inbox-state/support.ts';
import fr from '#messages/fr/queue.json' with { type: 'json' };

const plain = aRow({ id: 'item', preview: 'Do you deliver?' });

test('a row says who, what, where, when and what they wrote', () => {
  expect(say(plain)).toBe('Léa Martin, comment on Bluesky, 2 hours ago. Do you deliver?');
});

test('the state of a row comes before the text', () => {
  const row: ItemRow = { ...plain, isUnread: true, priority: 1, owner: { id: 'm', name: 'Inès' }, sendState: 'failed' };
  expect(say(row, { deadline: '3 h left' })).toBe(
    'Léa Martin, comment on Bluesky, not sent, unread, 3 h left, priority, owner: Inès, 2 hours ago. Do you deliver?',
  );
});

test('a confidential item is said to be one', () => {
  expect(say({ ...plain, confidentialTo: [] })).toBe(
    'Léa Martin, comment on Bluesky, confidential, 2 hours ago. Do you deliver?',
  );
});

test('a reply of ours is said to be ours, also in French', () => {
  const row: ItemRow = { ...plain, previewDirection: 'outbound', preview: 'Oui !' };
  expect(say(row, {}, fr, 'fr-FR')).toBe(
    'Léa Martin, commentaire sur Bluesky, 2 hours ago. Vous avez écrit\u00a0: Oui !',
  );
});

test('a selected row says so first', () => {
  expect(say(plain, { isSelected: true })).toContain('Bluesky, selected, ');
});

function say(row: ItemRow, more: object = {}, messages: typeof en = en, locale: 'en-GB' | 'fr-FR' = 'en-GB'): string {
  const t = createTranslator({ locale, messages });
  const sentence = rowSentence(row, {
    brand: null,
    t: t as never, // the catalogue is the namespace
    name: 'Léa Martin',
    network: 'Bluesky',
    ago: () => '2 hours ago',
    deadline: null,
    schedule: null,
    promise: null,
    failure: undefined,
    hasLeft: false,
    isSelected: false,
    ...more,
  });
  // Isolates are for the eye.
  return sentence.replaceAll(/[\u2068\u2069]/gu, '');
}
