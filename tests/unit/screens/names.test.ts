import { describe, expect, test } from 'vitest';
import { shownHandle, channelLabel, parseName } from '#components/inbox-state/people/names.ts';

describe('the name of a contact', () => {
  test('a contact is shown with their name, trimmed', () => {
    expect(parseName(' Ana Ruiz ')).toEqual({ kind: 'named', name: 'Ana Ruiz' });
  });

  test.each(['', '  ', 'unknown:178414'])('the name %j counts as unknown', (name) => {
    expect(parseName(name)).toEqual({ kind: 'unknown' });
  });

  test('a contact whose name is a dash counts as erased', () => {
    expect(parseName('—')).toEqual({ kind: 'erased' });
  });
});

describe('handles', () => {
  test.each([
    ['ana.ruiz', '@ana.ruiz'],
    ['@ana.ruiz', '@ana.ruiz'],
    ['ana@toot.example', '@ana@toot.example'],
    ['Ana_Ruiz99', '@Ana_Ruiz99'],
  ])('the handle %s is shown as %s', (handle, shown) => {
    expect(shownHandle({ name: 'Ana Ruiz', handle })).toBe(shown);
  });

  test.each(['Ana Ruiz', 'ana ruiz', '', '—', 'unknown:178414', '1784140923', 'LYON-2'])(
    '%j is not a handle and is not shown',
    (handle) => {
      expect(shownHandle({ name: 'Ana Ruiz', handle })).toBeNull();
    },
  );

  test('a handle equal to the name is not shown beside it', () => {
    expect(shownHandle({ name: 'ana.ruiz', handle: 'Ana.Ruiz' })).toBeNull();
  });

  test('a channel is shown by its handle, or by its name when it has none', () => {
    expect(channelLabel({ name: 'Maison Aubry', handle: 'maison.aubry' })).toBe('@maison.aubry');
    expect(channelLabel({ name: 'Maison Aubry', handle: 'Maison Aubry' })).toBe('Maison Aubry');
    expect(channelLabel({ name: 'Maison Aubry Lyon', handle: 'LYON-2' })).toBe('Maison Aubry Lyon');
    expect(channelLabel({ name: 'Colibri', handle: 'Colibri' })).toBe('Colibri');
    expect(channelLabel({ name: 'colibri.example', handle: 'colibri.example' })).toBe('@colibri.example');
  });
});
