import { findPhrase } from '#lib/saved-replies/text/find-phrase.ts';
import { wordsIn } from '#lib/saved-replies/text/words.ts';

/** Whether one of the texts has one of the words or phrases, whole, whatever their case and accents. */
export function hasWords(texts: readonly string[], phrases: readonly string[]): boolean {
  return texts.some((text) => {
    const words = wordsIn(text);
    return phrases.some((phrase) => findPhrase(text, phrase, words).length > 0);
  });
}
