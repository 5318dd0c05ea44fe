import { describe, expect, test } from 'vitest';
import { shownHandle, voiceOf, whoIs } from '#components/inbox/names.ts';

describe('the name of a contact', () => {
  test('a contact is shown with their name, trimmed', () => {
    expect(whoIs(' Ana Ruiz ')).toEqual({ kind: 'named', name: 'Ana Ruiz' });
  });

  test.each(['', '  ', 'unknown:178414'])('the name %j counts as unknown', (name) => {
    expect(whoIs(name)).toEqual({ kind: 'unknown' });
  });

  test('a contact whose name is a dash counts as erased', () => {
    expect(whoIs('—')).toEqual({ kind: 'erased' });
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
    expect(voiceOf({ name: 'Maison Aubry', handle: 'maison.aubry' })).toBe('@maison.aubry');
    expect(voiceOf({ name: 'Maison Aubry', handle: 'Maison Aubry' })).toBe('Maison Aubry');
    expect(voiceOf({ name: 'Maison Aubry Lyon', handle: 'LYON-2' })).toBe('Maison Aubry Lyon');
    expect(voiceOf({ name: 'Colibri', handle: 'Colibri' })).toBe('Colibri');
    expect(voiceOf({ name: 'colibri.example', handle: 'colibri.example' })).toBe('@colibri.example');
  });
});
