import type { Language } from '#lib/users/types.ts';
import type { CommandId } from '#components/keys/commands.ts';
import type { Findable } from '#components/ui/overlays/rank-options.ts';
import enLabels from '#messages/en/commands.json' with { type: 'json' };
import enSynonyms from '#messages/en/synonyms.json' with { type: 'json' };
import frLabels from '#messages/fr/commands.json' with { type: 'json' };
import frSynonyms from '#messages/fr/synonyms.json' with { type: 'json' };

// Members work in both languages in the same hour: whatever the interface speaks, both find a command.
// These catalogues are read here and not from the page's messages, so that only the palette's own code carries them.
type Synonyms = Partial<Record<string, readonly string[]>>;
const labels = { en: enLabels, fr: frLabels } satisfies Record<Language, Record<CommandId, string>>;
const synonyms: Record<Language, Synonyms> = { en: enSynonyms, fr: frSynonyms };

/** What has synonyms besides the commands: the palette's pages and lists. */
export type Place = Exclude<keyof typeof enSynonyms, CommandId>;

type Words = Pick<Findable, 'synonyms' | 'foreign'>;

/** Everything else that a place of the palette is found by. */
export function wordsOfPlace(place: Place, language: Language): Words {
  return { synonyms: synonyms[language][place] ?? [], foreign: { synonyms: synonyms[other(language)][place] ?? [] } };
}

/** Everything else that a command is found by. */
export function wordsOfCommand(id: CommandId, language: Language): Words {
  const foreign = other(language);
  return {
    synonyms: synonyms[language][id] ?? [],
    foreign: { label: labels[foreign][id], synonyms: synonyms[foreign][id] ?? [] },
  };
}

const other = (language: Language): Language => (language === 'en' ? 'fr' : 'en');
