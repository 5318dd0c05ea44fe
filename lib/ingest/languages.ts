import { detectLanguage } from '#lib/language/detect-language.ts';
import type { ArrivingMessage } from './batch.ts';

/**
 * How many new messages of a batch have their language detected at once. More come from a history or a burst, which must
 * not wait for it: `detectLanguages` follows.
 */
const AT_ONCE = 50;

/** Adds the language to new messages whose network names none, unless they are too many. */
export function withLanguages(fresh: ArrivingMessage[]): ArrivingMessage[] {
  if (fresh.length > AT_ONCE) return fresh;
  return fresh.map((message) => {
    if (message.languages) return message;
    const language = detectLanguage(message.text);
    return language === null ? message : { ...message, languages: [language] };
  });
}

/** What the network says about a text, otherwise what we detect. */
export function languageOf({ languages, text }: { languages?: string[] | undefined; text: string }): string | null {
  return languages?.[0] ?? detectLanguage(text);
}
