import { defineAct } from '#lib/act.ts';
import { asMember } from '#lib/db/in-workspace.ts';
import { uuid } from '#lib/db/uuid.ts';
import { readSavedReplies } from './read-saved-replies.ts';
import { readValues, type Values } from './read-values.ts';
import { fillVariables } from './text/fill-variables.ts';
import { type ReplyLanguage, replyLanguages, type SavedReplyView, type SuggestedReply } from './types.ts';

/** As many as a list above the text shows. */
const SHOWN = 8;

type Input = {
  itemId: string;
  q?: string;
  /** For an item whose language is neither French nor English, or not known. */
  language?: ReplyLanguage;
};

/**
 * Saved replies for an answer to one item, best matches first, filled in and in the item's language; in the other one if
 * they have only that.
 * @throws Refusal `not_found`
 */
export const suggestSavedReplies = defineAct(
  'saved_replies.read',
  async (caller, { itemId, q = '', language = 'fr' }: Input): Promise<SuggestedReply[]> => {
    return await asMember(caller, async (tx) => {
      const { language: ofItem, valuesIn } = await readValues(tx, caller, uuid(itemId));
      const rows = await readSavedReplies(tx, caller, { q, order: 'best', limit: SHOWN });
      const wanted = replyLanguages.find((known) => known === ofItem?.split('-')[0]) ?? language;
      const values = { fr: valuesIn('fr'), en: valuesIn('en') };
      return rows.map((row) => suggestedReply(row, wanted, values));
    });
  },
);

function suggestedReply(
  row: SavedReplyView,
  wanted: ReplyLanguage,
  values: Record<ReplyLanguage, Values>,
): SuggestedReply {
  const isOtherLanguage = row[wanted] === '';
  const language = isOtherLanguage ? (wanted === 'fr' ? 'en' : 'fr') : wanted;
  const { id, title, folder, isShared } = row;
  return { id, title, folder, isShared, language, isOtherLanguage, ...fillVariables(row[language], values[language]) };
}
