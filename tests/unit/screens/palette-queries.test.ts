import { expect, test } from 'vitest';
import { wordsOfCommand, wordsOfPlace } from '#components/dialogs/palette/search-words.ts';
import { settingsNames } from '#components/dialogs/palette/settings-sections.ts';
import { commandGroups, commandIds, commands } from '#components/keys/commands.ts';
import { rankOptions } from '#components/ui/overlays/rank-options.ts';
import { type Language, languages } from '#lib/interface-languages.ts';
import { en } from '#messages/en.ts';
import { fr } from '#messages/fr.ts';
import { paletteQueries, type Runs } from '#tests/support/palette-queries.ts';

const catalogues = { en, fr };

/** The palette's commands and pages of an admin with an open item. */
function optionsIn(language: Language) {
  const { commands: labels, settings, common } = catalogues[language];
  const [foreign = 'en'] = languages.filter((one) => one !== language);
  return [
    ...commandGroups.map((group) => ({
      items: commandIds
        .filter((id) => id !== 'palette' && commands[id].group === group)
        .map((id) => ({
          id: id as Runs,
          label: labels[id],
          ...wordsOfCommand(id, language),
          isRisky: 'isRisky' in commands[id],
        })),
    })),
    { items: settingsNames.map((id) => ({ id: id as Runs, label: settings.nav[id], ...wordsOfPlace(id, language) })) },
    {
      items: [{ id: 'language' as Runs, label: common.languages[foreign], ...wordsOfPlace('language', language) }],
    },
    { items: [{ id: 'search text' as Runs, label: 'search', isAlways: true }] },
  ];
}

const firstOf = (language: Language, typed: string) => rankOptions(optionsIn(language), typed)[0]?.items[0]?.id;

for (const language of languages)
  test.each(paletteQueries[language])(`with the interface in ${language}, “%s” and Enter run %s`, (typed, runs) => {
    expect(firstOf(language, typed)).toBe(runs);
  });

const risky = new Set<string | undefined>(commandIds.filter((id) => 'isRisky' in commands[id]));

test.each(languages)('in %s, no one or two letters ever run something risky', (language) => {
  const letters = [...'abcdefghijklmnopqrstuvwxyz'];
  const words = new Set(
    optionsIn(language).flatMap(({ items }) => items.flatMap((one) => ('synonyms' in one ? one.synonyms : []) ?? [])),
  );
  const typed = [...letters, ...letters.flatMap((one) => letters.map((two) => one + two))];
  const wrong = typed.filter((one) => risky.has(firstOf(language, one)) && !words.has(one));
  expect(wrong).toEqual([]);
});

test.each(languages)('in %s, with nothing typed the first option harms nobody', (language) => {
  expect(risky.has(firstOf(language, ''))).toBe(false);
});

test('the palette leads to every section of the settings', () => {
  const { label, ...sections } = en.settings.nav;
  expect(label).toBe('Settings');
  expect([...settingsNames].sort()).toEqual(Object.keys(sections).sort());
});
