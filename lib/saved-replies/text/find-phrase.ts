import { foldWord, type Word, wordsIn } from './words.ts';

type Part = { word: string; isStart: boolean };

const PART = /([\p{L}\p{N}][\p{L}\p{N}\p{M}\p{Cf}]*)(\*?)/gu;

/**
 * Where a text has a phrase, as it is written there; each spelling once. Words match whole, whatever their case and
 * accents; `rembours*` matches every word that starts so. A phrase without letters (an emoji) matches anywhere.
 * @param words the words of the text, where they are known already
 */
export function findPhrase(text: string, phrase: string, words: readonly Word[] = wordsIn(text)): string[] {
  const parts = [...phrase.matchAll(PART)].map(([, word = '', star]) => ({
    word: foldWord(word),
    isStart: star === '*',
  }));
  if (parts.length === 0) {
    const sign = phrase.trim();
    return sign !== '' && text.includes(sign) ? [sign] : [];
  }
  const found = words.flatMap((first, at) => {
    const last = words[at + parts.length - 1];
    return last && parts.every((part, index) => matches(words[at + index], part))
      ? [text.slice(first.start, last.end)]
      : [];
  });
  return [...new Set(found)];
}

function matches(word: Word | undefined, part: Part): boolean {
  if (!word) return false;
  return part.isStart ? word.word.startsWith(part.word) : word.word === part.word;
}
