import { describe, expect, test } from 'vitest';
import { shownHandle, channelLabel, parseName } from '#components/inbox-state/people/names.ts';

describe('who somebody is on the screen', () => {
  test('a person is called by name', () => {
    expect(parseName(' Ana Ruiz ')).toEqual({ kind: 'named', name: 'Ana Ruiz' });
  });

  test.each(['', '  ', 'unknown:178414'])('%j is an author the network does not name', (name) => {
    expect(parseName(name)).toEqual({ kind: 'unknown' });
  });

  test('the dash that the server keeps in place of a name is somebody erased', () => {
    expect(parseName('—')).toEqual({ kind: 'erased' });
  });
});

describe('a handle', () => {
  test.each([
    ['ana.ruiz', '@ana.ruiz'],
    ['@ana.ruiz', '@ana.ruiz'],
    ['ana@toot.example', '@ana@toot.example'],
    ['Ana_Ruiz99', '@Ana_Ruiz99'],
  ])('%s is shown as %s', (handle, shown) => {
    expect(shownHandle({ name: 'Ana Ruiz', handle })).toBe(shown);
  });

  test.each(['Ana Ruiz', 'ana ruiz', '', '—', 'unknown:178414', '1784140923', 'LYON-2'])(
    '%j is none, and not shown',
    (handle) => {
      expect(shownHandle({ name: 'Ana Ruiz', handle })).toBeNull();
    },
  );

  test('one that says no more than the name is not said twice', () => {
    expect(shownHandle({ name: 'ana.ruiz', handle: 'Ana.Ruiz' })).toBeNull();
  });

  test('a channel without one speaks by its name', () => {
    expect(channelLabel({ name: 'Maison Aubry', handle: 'maison.aubry' })).toBe('@maison.aubry');
    expect(channelLabel({ name: 'Maison Aubry', handle: 'Maison Aubry' })).toBe('Maison Aubry');
    expect(channelLabel({ name: 'Maison Aubry Lyon', handle: 'LYON-2' })).toBe('Maison Aubry Lyon');
    expect(channelLabel({ name: 'Colibri', handle: 'Colibri' })).toBe('Colibri');
    expect(channelLabel({ name: 'colibri.example', handle: 'colibri.example' })).toBe('@colibri.example');
  });
});
